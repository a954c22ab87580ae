import { escapeHtml } from '../../base/html.js';

export interface XmlText {
  text: string;
  /** Markup inside CDATA is markup of the content, not of the document. */
  readonly cdata: boolean;
}

/** One element of a document, its names canonical (namespaces.ts). */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | XmlText)[];
  /** xml:base in force here, resolved down the tree; empty when there is none. */
  readonly base: string;
  /** xml:lang in force here; empty when there is none. */
  readonly language: string;
}

export const isElement = (node: XmlElement | XmlText): node is XmlElement => 'name' in node;

export const childrenOf = (element: XmlElement, ...names: readonly string[]): XmlElement[] =>
  element.children.filter((node): node is XmlElement => isElement(node) && names.includes(node.name));

/** The first child of the first name that has one with content: order of names is order of preference. */
export function childOf(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  for (const name of names) {
    const found = childrenOf(element, name).find((child) => child.children.length > 0);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All text in an element, trimmed. Empty for no element. */
export function textOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  return allText(element).trim();
}

const allText = (element: XmlElement): string =>
  element.children.map((node) => (isElement(node) ? allText(node) : node.text)).join('');

export const textOfChild = (element: XmlElement, ...names: readonly string[]): string =>
  textOf(childOf(element, ...names));

const voidElements = new Set(['br', 'hr', 'img', 'wbr', 'source', 'input', 'embed', 'col']);

/**
 * The content as HTML, however it was put there: escaped, in CDATA, as XHTML, as loose tags between text, or in a
 * CDATA section that ended too early, so that its second half was read as elements.
 */
export function markupOf(element: XmlElement | undefined): string {
  if (element === undefined) return '';
  const isMixed = element.children.some(isElement);
  const markup = element.children
    .map((node) =>
      isElement(node) ? outerMarkup(node) : isMixed && !node.cdata ? escapeText(node.text) : node.text,
    )
    .join('');
  return (isMixed ? markup.replace(/\]\]&gt;\s*$/, '') : markup).trim();
}

const escapeText = (text: string): string =>
  text
    .replace(/&(?!\w{2,31};|#\w{1,8};)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

function outerMarkup(element: XmlElement): string {
  const name = element.name.replace(/^xhtml:/, '');
  const attributes = Object.entries(element.attributes)
    .filter(([key]) => !key.includes(':') && key !== 'xmlns')
    .map(([key, value]) => ` ${key}="${escapeHtml(value)}"`)
    .join('');
  const inner = element.children
    .map((node) => (isElement(node) ? outerMarkup(node) : node.cdata ? node.text : escapeText(node.text)))
    .join('');
  return voidElements.has(name)
    ? `<${name}${attributes}>${inner}`
    : `<${name}${attributes}>${inner}</${name}>`;
}
