import { type Random, seededRandom } from '../../base/seeded-random.js';
import type { StoryText } from '../text/story-text.js';

/**
 * What becomes of a story on its way from desk to desk, as a generator of test sets. It was written before the detector
 * and nothing under discovery/duplicates imports it. Rates are shares of what they name; every draw comes from a seed.
 */
export const variantRates = {
  seed: 20_240_501,
  /** Stories of a set that variants are made of, and the words that such a story must have. */
  sources: 150,
  leastWords: 60,
  /** cutFromEnd keeps between these shares of the sentences (two at least). */
  keptAtLeast: 0.3,
  keptAtMost: 0.8,
  /** Another story lends at most this share of its sentences: lending all would make a true copy of the lender. */
  lent: 0.3,
  /** leadAdded puts so many sentences of another story on top, never more than half as many as the story has. */
  leadSentences: 2,
  /** sentencesReordered moves this share of the sentences to another place. */
  moved: 0.4,
  /** numbersUpdated changes this share of the numbers, each to another one of as many digits. */
  numbersChanged: 0.4,
  /** fullerVersion adds this share of sentences from another story at the end. */
  addedAtEnd: 0.5,
  /**
   * Half of the variants appear within two days of their source, at any moment of them; the others up to two years later,
   * any doubling of the time as often as the next. Dates have a seed of their own: the texts stay what they were without.
   */
  soon: 0.5,
  soonHours: 48,
  latestHours: 2 * 365 * 24,
  seedOfDates: 20_261_126,
} as const;

/** What a variant is made with: the story, another one that lends sentences, and the draw. */
type Operation = (story: StoryText, lender: StoryText, random: Random) => StoryText;

const agencies = ['Meridian News Agency', 'Northern Wire', 'Press Bureau', 'Coastline News'];
const noticesBefore = [
  'This story is free to read. Help us to keep it that way by becoming a member today.',
  'Listen to this story in our app, read out by its author, every morning from six.',
];
const noticesAfter = [
  'Sign up for our morning letter and get the five stories that matter before breakfast. Terms apply.',
  'Do you know more about this? Write to our desk in confidence; we read every message that reaches us.',
  'All rights reserved. This material may not be broadcast, rewritten or redistributed without permission.',
];

export const operations: Readonly<Record<string, Operation>> = {
  repost: (story) => story,
  headlineChanged: (story, lender) => ({ ...story, headline: lender.headline }),
  cutFromEnd: (story, _lender, random) => {
    const { keptAtLeast, keptAtMost } = variantRates;
    const sentences = sentencesOf(story);
    const kept = keptAtLeast + (keptAtMost - keptAtLeast) * random();
    return withSentences(story, sentences.slice(0, Math.max(2, Math.round(kept * sentences.length))));
  },
  leadAdded: (story, lender) => {
    const sentences = sentencesOf(story);
    const added = Math.min(variantRates.leadSentences, Math.floor(sentences.length / 2));
    return withSentences(story, [...lentBy(lender).slice(0, added), ...sentences]);
  },
  agencySwapped: (story, _lender, random) => {
    const agency = pick(agencies, random);
    const [first = '', ...rest] = story.paragraphs;
    const lede = first.replace(
      /^[^.]{0,60}?(?:\([^)]{2,30}\)\s*)?[—–]+\s*|^[^.]{0,60}?\([^)]{2,30}\)\s*-\s*/,
      '',
    );
    return { ...story, paragraphs: [`(${agency}) — ${lede}`, ...rest, `Reporting by ${agency}.`] };
  },
  sentencesReordered: (story, _lender, random) => {
    const sentences = sentencesOf(story);
    for (let move = 0; move < Math.round(variantRates.moved * sentences.length); move += 1) {
      const [sentence] = sentences.splice(Math.floor(random() * sentences.length), 1);
      sentences.splice(Math.floor(random() * (sentences.length + 1)), 0, sentence!);
    }
    return withSentences(story, sentences);
  },
  numbersUpdated: (story, _lender, random) => ({
    ...story,
    paragraphs: story.paragraphs.map((paragraph) => updateNumbers(paragraph, random)),
  }),
  boilerplateAround: (story, _lender, random) => ({
    ...story,
    paragraphs: [pick(noticesBefore, random), ...story.paragraphs, pick(noticesAfter, random)],
  }),
  fullerVersion: (story, lender) => {
    const sentences = sentencesOf(story);
    const added = lentBy(lender).slice(0, Math.round(variantRates.addedAtEnd * sentences.length));
    return withSentences(story, [...sentences, ...added]);
  },
  severalAtOnce: (story, lender, random) =>
    ['agencySwapped', 'numbersUpdated', 'boilerplateAround', 'leadAdded', 'headlineChanged'].reduce(
      (changed, name) => operations[name]!(changed, lender, random),
      story,
    ),
};

/**
 * What comes later than `soonHours` with its numbers brought up to date is the next report by design. All the others say
 * nothing anew: they must be found however late.
 */
export const nextReports: readonly string[] = ['numbersUpdated', 'severalAtOnce'];

export interface Variant {
  readonly operation: string;
  /** Place of its source in `sources`. */
  readonly source: number;
  readonly text: StoryText;
  readonly hoursAfter: number;
}

/** One variant of each source by each operation; a source lends sentences to the one before it. */
export function variantsOf(sources: readonly StoryText[], seed: number = variantRates.seed): Variant[] {
  const random = seededRandom(seed);
  const chanceOfDates = seededRandom(variantRates.seedOfDates);
  return sources.flatMap((story, source) =>
    Object.entries(operations).map(([operation, change]) => ({
      operation,
      source,
      text: {
        ...change(story, sources[(source + 1) % sources.length]!, random),
        id: `${story.id}#${operation}`,
      },
      hoursAfter: drawHoursAfter(chanceOfDates),
    })),
  );
}

function drawHoursAfter(random: Random): number {
  const { soon, soonHours, latestHours } = variantRates;
  const isSoon = random() < soon;
  return isSoon ? random() * soonHours : soonHours * (latestHours / soonHours) ** random();
}

const pick = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)]!;

function sentencesOf(story: StoryText): string[] {
  const segmenter = new Intl.Segmenter(story.language, { granularity: 'sentence' });
  return story.paragraphs.flatMap((paragraph) =>
    [...segmenter.segment(paragraph)]
      .map(({ segment }) => segment.trim())
      .filter((sentence) => sentence !== ''),
  );
}

function lentBy(lender: StoryText): string[] {
  const sentences = sentencesOf(lender);
  return sentences.slice(0, Math.floor(variantRates.lent * sentences.length));
}

/** Two sentences to a paragraph, whatever it was before: a desk's own template. */
function withSentences(story: StoryText, sentences: readonly string[]): StoryText {
  const paragraphs: string[] = [];
  for (let at = 0; at < sentences.length; at += 2) paragraphs.push(sentences.slice(at, at + 2).join(' '));
  return { ...story, paragraphs };
}

function updateNumbers(paragraph: string, random: Random): string {
  return paragraph.replace(/\d+/g, (digits) => {
    if (random() >= variantRates.numbersChanged) return digits;
    return [...digits]
      .map((_, at) => String(at === 0 ? 1 + Math.floor(random() * 9) : Math.floor(random() * 10)))
      .join('');
  });
}
