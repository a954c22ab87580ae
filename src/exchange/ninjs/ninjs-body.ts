import { plainText } from '../copy/plain-text.js';
import { bodyFromSource, type SourceBody } from '../copy/source-body.js';
import { bodyFromWireText } from '../copy/wire-text.js';
import type { JsonRecord } from '../json/json-fields.js';
import { type RoleText, textsOf } from './ninjs-fields.js';

/** The body that keeps most of its form: HTML, else NITF, else plain text; the one whose role is "main" among equals. */
export function ninjsBody(item: JsonRecord, headline: string): SourceBody {
  const [best] = textsOf(item, 'bodies', 'body').sort((one, other) => rank(one) - rank(other));
  if (best === undefined) return { body: '', notes: [] };
  const { body, notes } = isText(best)
    ? { body: bodyFromWireText(best.value), notes: [] }
    : bodyFromSource(contentOf(best.value), '');
  return { body: withoutHeadline(body, headline), notes };
}

const isNitf = ({ value }: RoleText): boolean => /<body\.content\b/.test(value);

const isText = (text: RoleText): boolean =>
  !isNitf(text) && (text.type === 'text/plain' || !/<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/i.test(text.value));

/** Other XML formats hold their head in the copy; they come last. */
function rank(text: RoleText): number {
  const format = isNitf(text)
    ? 2
    : /html/.test(text.type)
      ? 0
      : isText(text)
        ? 4
        : /xml/.test(text.type)
          ? 6
          : 2;
  const role =
    text.role === 'main' || text.role === '' ? 0 : /short|summary|teaser|caption/.test(text.role) ? 8 : 1;
  return format + role;
}

/** The copy of an NITF document, without its head; other markup as it is. */
const contentOf = (markup: string): string =>
  /<body\.content\b[^>]*>([\s\S]*?)<\/body\.content>/.exec(markup)?.[1] ?? markup;

/** Some wires repeat the headline as the first line of the copy. */
function withoutHeadline(body: string, headline: string): string {
  const first = /^\s*<(h[2-4]|p)>([\s\S]*?)<\/\1>/.exec(body);
  return first !== null && headline !== '' && plainText(first[2]!) === headline
    ? body.slice(first[0].length).trim()
    : body;
}
