import type { BodyElement, BodyNode } from './body-tree.js';

/**
 * Puts sanitised copy into the order that pages and feeds rely on: at the top stand blocks only, paragraphs hold text
 * and marks only, lists hold items, tables rows. Old pages wrap blocks in links and bold type, write line breaks for
 * paragraphs and leave empty elements behind. Nothing of the text is lost. Arranging twice changes nothing.
 */
export function arrangeBody(nodes: readonly BodyNode[]): readonly BodyNode[] {
  return flow(nodes);
}

const isElement = (node: BodyNode): node is BodyElement => typeof node !== 'string';
const isNamed = (node: BodyNode, name: string): boolean => isElement(node) && node.name === name;
const isBlank = (node: BodyNode): boolean => typeof node === 'string' && /^\s*$/.test(node);

/** How each block arranges its children; what is not here is a mark, and stands in a line of text. */
const blocks = {
  p: paragraph,
  h2: lines,
  h3: lines,
  h4: lines,
  pre: lines,
  hr: (rule) => [rule],
  blockquote: ofFlow,
  aside: ofFlow,
  figure: (figure) => kept(figure, mixed(figure.children, ['figcaption'])),
  ul: (list) => kept(list, only(list.children, ['li'], 'li')),
  ol: (list) => kept(list, only(list.children, ['li'], 'li')),
  table: (table) => kept(table, only(table.children, ['caption', 'thead', 'tbody', 'tr'], 'tr')),
  // Astray: these have a meaning inside of their parents only.
  li: ({ children }) => flow(children),
  figcaption: ({ children }) => flow(children),
  caption: ({ children }) => flow(children),
  thead: ({ children }) => flow(children),
  tbody: ({ children }) => flow(children),
  tr: ({ children }) => flow(children),
  th: ({ children }) => flow(children),
  td: ({ children }) => flow(children),
} satisfies Record<string, (block: BodyElement) => readonly BodyNode[]>;

type Block = BodyElement & { readonly name: keyof typeof blocks };

/** How the parts of a list, a table or a figure arrange theirs. */
const parts: Readonly<Record<string, (part: BodyElement) => readonly BodyNode[]>> = {
  li: (item) => kept(item, mixed(item.children)),
  figcaption: lines,
  caption: lines,
  thead: (rows) => kept(rows, only(rows.children, ['tr'], 'tr')),
  tbody: (rows) => kept(rows, only(rows.children, ['tr'], 'tr')),
  tr: (row) => kept(row, only(row.children, ['th', 'td'], 'td')),
  th: (cell) => [{ ...cell, children: mixed(cell.children) }],
  td: (cell) => [{ ...cell, children: mixed(cell.children) }],
};

const isBlock = (node: BodyNode): node is Block => isElement(node) && Object.hasOwn(blocks, node.name);

const holdsBlock = (node: BodyNode): boolean =>
  isElement(node) && (isBlock(node) || node.children.some(holdsBlock));

/** An element that has anything to show, or nothing. */
const kept = (element: BodyElement, children: readonly BodyNode[]): readonly BodyNode[] =>
  children.length === 0 ? [] : [{ ...element, children }];

/** Blocks only: what stands loose between them becomes paragraphs. */
function flow(nodes: readonly BodyNode[]): readonly BodyNode[] {
  return groups(nodes.flatMap(pushedDown)).flatMap((group) => {
    const [first] = group;
    return isElement(first!) && isBlock(first) ? blocks[first.name]!(first) : paragraphs(group, {}, true);
  });
}

function ofFlow(block: BodyElement): readonly BodyNode[] {
  return kept(block, flow(block.children));
}

/** Text and marks stay loose, blocks are arranged: the inside of items and cells. */
function mixed(nodes: readonly BodyNode[], ownParts: readonly string[] = []): readonly BodyNode[] {
  const isPart = (node: BodyNode) => isElement(node) && ownParts.includes(node.name);
  return groups(nodes.flatMap((node) => (isPart(node) ? [node] : pushedDown(node)))).flatMap((group) => {
    const [first] = group as [BodyNode];
    if (!isBlock(first)) return trimmed(marks(group));
    return isPart(first) ? parts[first.name]!(first) : blocks[first.name](first);
  });
}

/** Children of the allowed kinds; a run of others is put into one of kind `wrapper`. */
function only(nodes: readonly BodyNode[], allowed: readonly string[], wrapper: string): readonly BodyNode[] {
  const kinds: { name: string; attributes: BodyElement['attributes']; children: BodyNode[] }[] = [];
  let isAstray = false;
  for (const node of nodes) {
    const belongs = isElement(node) && allowed.includes(node.name);
    if (belongs) kinds.push({ ...node, children: [...node.children] });
    else if (isAstray) kinds.at(-1)!.children.push(node);
    else if (!isBlank(node)) kinds.push({ name: wrapper, attributes: {}, children: [node] });
    isAstray = !belongs && (isAstray || !isBlank(node));
  }
  return kinds.flatMap((part) => parts[part.name]!(part));
}

/** One line of text and marks, whatever stood in it. */
function lines(block: BodyElement): readonly BodyNode[] {
  const line = marks(unblocked(block.children));
  return line.some(says) ? [{ ...block, children: block.name === 'pre' ? line : trimmed(line) }] : [];
}

function unblocked(nodes: readonly BodyNode[]): readonly BodyNode[] {
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [node];
    const children = unblocked(node.children);
    return isBlock(node) ? [' ', ...children, ' '] : [{ ...node, children }];
  });
}

function paragraph(block: BodyElement): readonly BodyNode[] {
  if (block.children.some(holdsBlock)) return flow(block.children);
  return paragraphs(block.children, block.attributes, false);
}

function paragraphs(
  line: readonly BodyNode[],
  attributes: BodyElement['attributes'],
  dividesAtBlankLines: boolean,
): readonly BodyNode[] {
  return divided(marks(line), dividesAtBlankLines)
    .map((run) => trimmed(marks(run)))
    .flatMap((children) => kept({ name: 'p', attributes, children: [] }, children));
}

/** A mark around blocks goes into each of them: `<a><p>x</p></a>` says the same as `<p><a>x</a></p>`. */
function pushedDown(node: BodyNode): readonly BodyNode[] {
  if (!isElement(node) || isBlock(node) || !holdsBlock(node)) return [node];
  return node.children.flatMap(pushedDown).map((child) => within(node, child));
}

function within(mark: BodyElement, node: BodyNode): BodyNode {
  if (!isElement(node) || !isBlock(node)) return isBlank(node) ? node : { ...mark, children: [node] };
  const inner = groups(node.children).map((group) =>
    isBlock(group[0]!) ? within(mark, group[0]) : { ...mark, children: group },
  );
  return node.name === 'hr' ? node : { ...node, children: inner };
}

/** Runs of text and marks, and blocks one by one. */
function groups(nodes: readonly BodyNode[]): BodyNode[][] {
  const result: BodyNode[][] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (last !== undefined && !isBlock(node) && !isBlock(last[0]!)) last.push(node);
    else result.push([node]);
  }
  return result;
}

/** Divides a line where two line breaks follow each other, also inside of marks, and loose text at blank lines. */
function divided(line: readonly BodyNode[], atBlankLines: boolean): BodyNode[][] {
  const runs: BodyNode[][] = [[]];
  for (const node of line) {
    const run = runs.at(-1)!;
    if (typeof node === 'string') {
      const [first, ...rest] = atBlankLines ? node.split(/\n[^\S\n]*\n\s*/) : [node];
      run.push(first!);
      for (const text of rest) runs.push([text]);
    } else if (node.name === 'br' && isNamed(lastOf(run), 'br')) {
      runs[runs.length - 1] = [...trimmed(run)];
      runs.push([]);
    } else if (node.name === 'br' && runs.length > 1 && run.every(isBlank)) {
      // A third line break: the paragraphs are divided already.
    } else if (node.children.length === 0) run.push(node);
    else {
      const [first, ...rest] = divided(node.children, atBlankLines).map((children) => ({
        ...node,
        children,
      }));
      run.push(first!);
      for (const piece of rest) runs.push([piece]);
    }
  }
  return runs;
}

const lastOf = (run: readonly BodyNode[]): BodyNode => run.findLast((node) => !isBlank(node)) ?? '';

/** Marks that say something; the others become their content. */
function marks(nodes: readonly BodyNode[], isInLink = false): readonly BodyNode[] {
  const cleaned = nodes.flatMap((node): readonly BodyNode[] => {
    if (!isElement(node) || node.name === 'br') return [node];
    if (node.name === 'img') return node.attributes.src ? [node] : [];
    const isLink = node.name === 'a';
    const children = marks(node.children, isInLink || isLink);
    const isBare = (node.name === 'span' || isLink) && Object.keys(node.attributes).length === 0;
    if (isBare || (isLink && isInLink)) return children;
    return children.some(says) || node.attributes.id !== undefined ? [{ ...node, children }] : children;
  });
  return joined(cleaned);
}

const says = (node: BodyNode): boolean => !isBlank(node) && !isNamed(node, 'br');

/** Texts that came to stand side by side are one. */
function joined(nodes: readonly BodyNode[]): readonly BodyNode[] {
  const result: BodyNode[] = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (typeof node === 'string' && typeof last === 'string') result[result.length - 1] = last + node;
    else if (node !== '') result.push(node);
  }
  return result;
}

/** Without blanks and line breaks at both ends, also inside of the marks that stand there. */
const trimmed = (nodes: readonly BodyNode[]): readonly BodyNode[] => withoutEnd(withoutStart(nodes));

function withoutStart(nodes: readonly BodyNode[]): readonly BodyNode[] {
  const first = nodes.findIndex(says);
  const node = nodes[first];
  if (node === undefined) return [];
  if (!isElement(node)) return [node.trimStart(), ...nodes.slice(first + 1)];
  return [{ ...node, children: withoutStart(node.children) }, ...nodes.slice(first + 1)];
}

function withoutEnd(nodes: readonly BodyNode[]): readonly BodyNode[] {
  const last = nodes.findLastIndex(says);
  const node = nodes[last];
  if (node === undefined) return [];
  if (!isElement(node)) return [...nodes.slice(0, last), node.trimEnd()];
  return [...nodes.slice(0, last), { ...node, children: withoutEnd(node.children) }];
}
