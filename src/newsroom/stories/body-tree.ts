import { Parser } from 'htmlparser2';
import { escapeHtml } from '../../base/html.js';

/** HTML as plain values: text, or an element with its attributes and children. */
export type BodyNode = string | BodyElement;

export interface BodyElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly BodyNode[];
}

const voidElements = new Set(['br', 'hr', 'img']);

/** Reads clean HTML, as the sanitiser leaves it: closed elements, no comments. Texts are decoded. */
export function parseBody(html: string): readonly BodyNode[] {
  const root: BodyNode[] = [];
  const open: BodyNode[][] = [root];
  const parser = new Parser({
    onopentag: (name, attributes) => {
      const children: BodyNode[] = [];
      open.at(-1)!.push({ name, attributes, children });
      open.push(children);
    },
    ontext: (text) => {
      const siblings = open.at(-1)!;
      const last = siblings.at(-1);
      if (typeof last === 'string') siblings[siblings.length - 1] = last + text;
      else siblings.push(text);
    },
    onclosetag: () => {
      open.pop();
    },
  });
  parser.end(html);
  return root;
}

export const writeBody = (nodes: readonly BodyNode[]): string => nodes.map(writeNode).join('');

function writeNode(node: BodyNode): string {
  if (typeof node === 'string') return node.replace(/[&<>]/g, escapeHtml);
  const attributes = Object.entries(node.attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  const start = `<${node.name}${attributes.join('')}`;
  return voidElements.has(node.name) ? `${start} />` : `${start}>${writeBody(node.children)}</${node.name}>`;
}
