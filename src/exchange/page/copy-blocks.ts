import { type Block, sizeOf } from './blocks.js';
import { fold } from './dom.js';
import { type CopyContext, endsTheStory, whyNotCopy } from './not-copy.js';
import { measure } from './paragraphs.js';

/** The blocks that are copy, and in words what was left out. */
export interface Copy {
  readonly blocks: readonly Block[];
  readonly notes: readonly string[];
}

export const noCopy: Copy = { blocks: [], notes: [] };

/** Shorter text may stand there twice for good reason. */
const longEnoughToRepeat = 60;

/** Takes the copy out of the blocks of a container: what stands before, between and behind it is left out. */
export function copyBlocks(blocks: readonly Block[], context: CopyContext): Copy {
  const flow = afterPreface(blocks, context);
  const half = sizeOf(flow) / 2;
  const isRepeated = repetition(flow);
  const kept: Block[] = [];
  const reasons: string[] = [];
  for (const block of flow) {
    if (endsTheStory(block) && sizeOf(kept) > half) {
      reasons.push('what follows the story');
      break;
    }
    const reason = isRepeated(block) ? 'text that stands there twice' : whyNotCopy(block, context);
    if (reason === undefined) kept.push(block);
    else reasons.push(reason);
  }
  return { blocks: withoutEmptyEnd(kept), notes: notesOf(reasons) };
}

/** Tells the second appearance of a long text, unless most of the page is repetition and so its own. */
function repetition(blocks: readonly Block[]): (block: Block) => boolean {
  const long = blocks.map(({ text }) => text).filter((text) => text.length > longEnoughToRepeat);
  const isSpecimen = new Set(long).size * 2 <= long.length;
  const seen = new Set<string>();
  return ({ text }) => {
    const isSecond = !isSpecimen && text.length > longEnoughToRepeat && seen.has(text);
    seen.add(text);
    return isSecond;
  };
}

function notesOf(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  counts.delete('empty');
  return [...counts].map(([reason, count]) => `left out: ${reason}${count > 1 ? ` (${count} times)` : ''}`);
}

/** Sentences, as against a label, a date or a name. */
const isSentence = ({ text }: Block): boolean => measure(text) >= 80 && /\p{L}[.!?…。！？]/u.test(text);

/** May stand before the first sentence: pictures, subheadings and short sentences. */
const isPreface = ({ tag, text }: Block): boolean =>
  tag === 'figure' || /^h[2-6]$/.test(tag) || /[.!?…。！？]["”»’]?$/u.test(text);

/**
 * Before the first sentence a container may hold the headline with its kicker, the date, the byline, buttons: all up
 * to the headline goes but pictures, and lines behind it that are no sentence.
 */
function afterPreface(blocks: readonly Block[], { headline }: CopyContext): Block[] {
  const first = blocks.findIndex(isSentence);
  if (first < 0) return [...blocks];
  const folded = fold(headline);
  const isHeadline = ({ tag, text }: Block) => tag === 'h1' || (folded !== '' && fold(text).includes(folded));
  const preface = blocks.slice(0, first);
  const title = preface.findLastIndex(isHeadline);
  const kept = preface.filter((block, index) => (index <= title ? block.tag === 'figure' : isPreface(block)));
  return [...kept, ...blocks.slice(first)];
}

/** A heading or rule at the end has lost what stood under it. */
function withoutEmptyEnd(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex(({ tag }) => !/^h[1-6r]$/.test(tag));
  return blocks.slice(0, last + 1);
}
