import { decodeHTML } from 'entities';
import { parseHTML } from 'linkedom';

/** The part of the DOM that the page reader uses; linkedom's own types want a browser's library. */
export interface PageNode {
  readonly nodeType: number;
  textContent: string | null;
  readonly parentElement: PageElement | null;
  readonly childNodes: Iterable<PageNode> & { readonly length: number };
  remove(): void;
}

export interface PageElement extends PageNode {
  /** Lower case here, also for SVG. */
  readonly localName: string;
  readonly children: Iterable<PageElement> & { readonly length: number };
  readonly nextElementSibling: PageElement | null;
  readonly previousElementSibling: PageElement | null;
  innerHTML: string;
  readonly outerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement> & { readonly length: number };
  closest(selector: string): PageElement | null;
  matches(selector: string): boolean;
  contains(node: PageNode): boolean;
  replaceWith(...nodes: (PageNode | string)[]): void;
  append(...nodes: (PageNode | string)[]): void;
  before(...nodes: (PageNode | string)[]): void;
  cloneNode(deep: boolean): PageElement;
}

export interface PageDocument extends PageElement {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  readonly head: PageElement;
  createElement(name: string): PageElement;
}

/** No page that people read nests deeper; one that does is made to exhaust the stack of what reads it. */
const deepestNesting = 400;

/** A document, or undefined when the text holds no element or nests without end. */
export function parsePage(html: string): PageDocument | undefined {
  if (!/<[a-z!]/i.test(html)) return undefined;
  // A fragment gets a frame of its own, without which the parser makes its first element the document.
  const framed = /<html[\s>]/i.test(html) ? withOneRoot(html) : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(framed) as unknown as { document: PageDocument };
  return document.documentElement === null || isTooDeep(document) ? undefined : document;
}

/** Sites open the root once for each old Internet Explorer, in comments or not; the parser would nest them. */
function withOneRoot(html: string): string {
  const roots = html.match(/<html(?:\s[^>]*)?>/gi) ?? [];
  if (roots.length < 2) return html;
  const kept = roots.find((root) => /\slang=/i.test(root)) ?? roots[0]!;
  return `<!doctype html>${kept}${html.replace(/<!doctype[^>]*>/gi, '').replace(/<\/?html(?:\s[^>]*)?>/gi, '')}`;
}

function isTooDeep(document: PageDocument): boolean {
  let level: PageElement[] = [document.documentElement];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    level = level.flatMap((element) => [...element.children]);
  }
  return false;
}

export const isElement = (node: PageNode): node is PageElement => node.nodeType === 1;
export const isText = (node: PageNode): boolean => node.nodeType === 3;

/** All white space as one space; soft hyphens and zero-width characters are typesetting, not text. */
export const collapse = (text: string): string =>
  text
    .replace(/[\u00ad\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

export const textOf = (node: PageNode): string => collapse(node.textContent ?? '');

/** A value that may hold entities, escaped once or twice, and markup, as plain text. */
export function plainText(value: string): string {
  let text = value;
  for (let round = 0; round < 3 && /&(?:#\d+|#x[\da-f]+|[a-z]\w{1,30});/i.test(text); round += 1)
    text = decodeHTML(text);
  return collapse(text.replace(/<br\b[^>]*>/gi, ' ').replace(/<\/?[a-z][^<>]*>/gi, ''));
}

/** Text as it is compared: case, marks, punctuation and spaces do not count. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
