import type { Instant } from '../../base/clock.js';
import { daysNamed } from './calendar.js';
import { primaryLanguage } from './languages.js';
import { type NamedMention, namesOf, type Passage } from './names.js';
import { stemOf } from './stems.js';
import { isStopWord } from './stop-words.js';
import type { StoryText } from './story-text.js';
import { analysisLimits, analysisVersion, occurrenceWeights } from './weights.js';
import { type Word, wordsOf } from './words.js';

/** What the lists need of a story's text. Plain values only: it can be stored as JSON and read back. */
export interface AnalysedStory {
  readonly analysisVersion: number;
  readonly id: string;
  /** Primary language, "en". */
  readonly language: string;
  /**
   * Heaviest first, at most 128: "en:harbour" is a stem marked by language, "#7.2" a number, "@12-14" a day of the
   * year. The weight is ln(1 + the weighed occurrences).
   */
  readonly terms: readonly (readonly [term: string, weight: number])[];
  /** Heaviest first, at most 16. */
  readonly names: readonly NamedMention[];
  /** How the heaviest words are written in the story, by their term. */
  readonly forms: Readonly<Record<string, string>>;
  readonly section: string;
  readonly topics: readonly string[];
  readonly publishedAt?: Instant;
}

/** Analyses a story's text: words by the language's own division, stems, names, numbers and days. Deterministic. */
export function analyse(story: StoryText): AnalysedStory {
  const language = primaryLanguage(story.language);
  const passages = passagesOf(story, language);
  const occurrences = countTerms(passages, language);
  const heaviest = [...occurrences]
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, analysisLimits.terms);
  return {
    analysisVersion,
    id: story.id,
    language,
    terms: heaviest.map(([term, { weight }]) => [term, round(Math.log(1 + weight))] as const),
    names: namesOf(passages, language).map((name) => ({ ...name, weight: round(name.weight) })),
    forms: formsOf(heaviest),
    section: story.section,
    topics: story.topics,
    ...(story.publishedAt !== undefined && { publishedAt: story.publishedAt }),
  };
}

/** Three decimals are finer than any weight here is known, and keep stored analyses short. */
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Headline, standfirst and paragraphs as words, each with what it counts by its place; stops at the limit of words. */
export function passagesOf(story: StoryText, language: string): Passage[] {
  const passages: Passage[] = [];
  let before = 0;
  const add = (field: Passage['field'], text: string) => {
    if (before >= analysisLimits.words) return;
    const words = wordsOf(text, language);
    const weights = words.map((_, index) => occurrenceWeight(field, before + index));
    passages.push({ field, text, words, weights });
    before += words.length;
  };
  add('headline', story.headline);
  add('standfirst', story.standfirst);
  for (const paragraph of story.paragraphs) add('body', paragraph);
  return passages;
}

function occurrenceWeight(field: Passage['field'], wordsBefore: number): number {
  const { headline, standfirst, bodyFloor, ledeBonus, ledeWords } = occurrenceWeights;
  if (field === 'headline') return headline;
  if (field === 'standfirst') return standfirst;
  return bodyFloor + ledeBonus * Math.exp(-wordsBefore / ledeWords);
}

interface Occurrences {
  weight: number;
  readonly form: string;
}

function countTerms(passages: readonly Passage[], language: string): Map<string, Occurrences> {
  const occurrences = new Map<string, Occurrences>();
  const count = (term: string, form: string, weight: number) => {
    const known = occurrences.get(term);
    if (known === undefined) occurrences.set(term, { form, weight });
    else known.weight += weight;
  };
  for (const { words, weights } of passages) {
    words.forEach((word, index) => {
      const term = termOf(word, language);
      if (term !== undefined) count(term, word.text, weights[index]!);
    });
    for (const [index, day] of daysNamed(words, language)) count(`@${day}`, day, weights[index]!);
  }
  return occurrences;
}

/** The term of a word: a number, or a stem marked by its language; stop words have none. */
function termOf({ folded }: Word, language: string): string | undefined {
  if (/^\p{N}/u.test(folded)) return `#${folded}`;
  if (isStopWord(folded, language)) return undefined;
  return `${language}:${stemOf(folded, language)}`;
}

function formsOf(heaviest: readonly (readonly [string, Occurrences])[]): Record<string, string> {
  const words = heaviest.filter(([term]) => /^\p{L}/u.test(term));
  return Object.fromEntries(words.slice(0, analysisLimits.forms).map(([term, { form }]) => [term, form]));
}
