import { escapeHtml } from '../../base/html.js';
import { withoutControls } from './plain-text.js';

/** Wires set copy in columns of 60 to 80 characters; longer lines were not broken by hand. */
const widestColumn = 90;
const narrowestFullLine = 40;

const indented = /^(?: {2,8}|\t)\S/;
/** Columns of a table: words, a gap of three or more, words again. */
const tabular = /\S(?: {3,}|\t)\S/;
const endMark = /^[\s([/-]*(?:ends?|30|reuters?|###|more)[\s)\]/-]*$/i;

/**
 * Plain text of a wire as a body. Paragraphs begin at blank lines or, where it is set so, at indented lines; lines
 * that were broken at a column's width are joined, lines of their own stay paragraphs; tables keep their columns.
 * The mark that ends a transmission ("-30-", "ENDS") goes.
 */
export function bodyFromWireText(text: string): string {
  const lines = withoutControls(text.replace(/\r\n?/g, '\n'))
    .split('\n')
    .map((line) => line.trimEnd());
  while (lines.length > 1 && (lines.at(-1) === '' || endMark.test(lines.at(-1)!))) lines.pop();
  const begins = beginsParagraph(lines);
  const blocks: { lines: string[]; isTable: boolean }[] = [];
  let isAfterBlank = true;
  for (const [index, line] of lines.entries()) {
    const isTable =
      tabular.test(line.trim()) &&
      (tabular.test(lines[index - 1] ?? '') || tabular.test(lines[index + 1] ?? ''));
    const last = blocks.at(-1);
    if (line.trim() !== '') {
      const isNew =
        last === undefined || isAfterBlank || last.isTable !== isTable || (!isTable && begins(line));
      if (isNew) blocks.push({ lines: [line], isTable });
      else last.lines.push(line);
    }
    isAfterBlank = line.trim() === '';
  }
  return blocks
    .map((block) =>
      block.isTable
        ? `<pre>${block.lines.map(escapeHtml).join('\n')}</pre>`
        : `<p>${escapeHtml(block.lines.map((line) => line.trim()).join(' '))}</p>`,
    )
    .join('');
}

function beginsParagraph(lines: readonly string[]): (line: string) => boolean {
  const written = lines.filter((line) => line.trim() !== '' && !tabular.test(line.trim()));
  const isIndented =
    written.slice(1).some((line) => indented.test(line)) && written.some((line) => !/^\s/.test(line));
  if (isIndented) return (line) => indented.test(line);
  const goOn = lines.filter(
    (line, index) =>
      line.trim() !== '' && !tabular.test(line.trim()) && (lines[index + 1] ?? '').trim() !== '',
  );
  return isSetInColumns(goOn) ? () => false : () => true;
}

/** Lines that go on below were broken by the column's width: none is wider, and most fill it. */
function isSetInColumns(lines: readonly string[]): boolean {
  const full = lines.filter((line) => line.length >= narrowestFullLine).length;
  return lines.every((line) => line.length <= widestColumn) && full > lines.length / 2;
}
