import { escapeHtml } from '../../base/html.js';
import { isElement, isText, type PageElement, type PageNode, textOf } from './dom.js';
import { isInline, measure } from './paragraphs.js';
import { figureHtml, readFigure } from './pictures.js';

/** One block of copy as it stands in the page, in reading order. */
export interface Block {
  readonly tag: string;
  readonly html: string;
  readonly text: string;
  /** Share of the text that is a link. */
  readonly linked: number;
}

const whole = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'blockquote',
  'figure',
  'table',
  'pre',
  'hr',
  'dl',
]);

/**
 * The blocks of a container: frames (div, section …) dissolve, loose runs of text become paragraphs, a double line
 * break divides.
 */
export function blocksOf(container: PageElement): Block[] {
  const blocks: Block[] = [];
  gather(container, blocks);
  return blocks;
}

function gather(element: PageElement, blocks: Block[]): void {
  let run: PageNode[] = [];
  const flush = () => {
    blocks.push(...paragraphsOf(run));
    run = [];
  };
  for (const node of element.childNodes) {
    if (isText(node)) run.push(node);
    if (!isElement(node)) continue;
    if (node.localName === 'img') {
      flush();
      blocks.push({ tag: 'figure', html: figureHtml(node, ''), text: '', linked: 0 });
    } else if (isInline(node) && !hasBlocks(node)) {
      run.push(node);
    } else {
      flush();
      if (whole.has(node.localName) && !(isParagraphLike(node) && hasBlocks(node)))
        blocks.push(asBlock(node));
      else gather(node, blocks);
    }
  }
  flush();
}

const isParagraphLike = (element: PageElement): boolean =>
  element.localName === 'p' || /^h[1-6]$/.test(element.localName);

function hasBlocks(element: PageElement): boolean {
  for (const child of element.children)
    if (child.localName === 'img' || !isInline(child) || hasBlocks(child)) return true;
  return false;
}

function asBlock(element: PageElement): Block {
  const figure = element.localName === 'figure' ? readFigure(element) : undefined;
  if (element.localName === 'figure') {
    return { tag: 'figure', html: figure?.html ?? '', text: figure?.caption ?? '', linked: 0 };
  }
  const text = textOf(element);
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textOf(link).length;
  return {
    tag: element.localName,
    html: element.outerHTML,
    text,
    linked: text === '' ? 0 : linked / text.length,
  };
}

function paragraphsOf(run: readonly PageNode[]): Block[] {
  const html = run
    .map((node) => (isElement(node) ? node.outerHTML : escapeHtml(node.textContent ?? '')))
    .join('');
  const links = run
    .filter(isElement)
    .flatMap((node) => (node.localName === 'a' ? [node] : [...node.querySelectorAll('a')]));
  const linkedLength = links.reduce((sum, link) => sum + textOf(link).length, 0);
  const text = run.map((node) => node.textContent ?? '').join('');
  if (text.trim() === '') return [];
  const linked = linkedLength / Math.max(1, text.trim().length);
  return html
    .split(/(?:<br\b[^>]*>\s*){2,}/i)
    .map((part) => ({
      html: part,
      text: part
        .replace(/<[^>]*>/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
    }))
    .filter(({ text: line }) => line !== '')
    .map((part) => ({ tag: 'p', html: `<p>${part.html}</p>`, text: part.text, linked }));
}

export const sizeOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + measure(block.text), 0);
