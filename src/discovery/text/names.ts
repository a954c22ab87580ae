import { calendarWords } from './calendar.js';
import { capitalisesNouns } from './languages.js';
import { isStopWord } from './stop-words.js';
import { analysisLimits } from './weights.js';
import type { Word } from './words.js';

/** A passage of a story with what each of its words counts. */
export interface Passage {
  readonly field: 'headline' | 'standfirst' | 'body';
  readonly text: string;
  readonly words: readonly Word[];
  readonly weights: readonly number[];
}

export interface NamedMention {
  /** Folded words joined by a space; the same name has the same key in every story. */
  readonly key: string;
  /** As the story writes it. */
  readonly form: string;
  /** Sum of the weights of its mentions, short forms included. */
  readonly weight: number;
}

interface Run {
  readonly words: readonly string[];
  readonly form: string;
  weight: number;
}

/** Small words that stand inside a name between two capitals: "Bank of England", "Charles de Gaulle". */
const particles = new Set(
  'of de da do dos das del della di du des la le van von der den ter zu bin ibn al el y e'.split(' '),
);

/**
 * The names of a story: runs of capitalised words (people, places, organisations), their later short forms counted to
 * the full one ("Kim Jong Un", then "Kim"; "Central Election Commission", then "CEC"), and pairs of words that come
 * back too often to be chance ("port authority"). Where a language capitalises every noun a single word is no name, and
 * where a script has no capitals only the pairs remain. Sorted by weight, at most `analysisLimits.names`.
 */
export function namesOf(passages: readonly Passage[], language: string): NamedMention[] {
  const proper = properWords(passages, language);
  const runs = mergeRuns(passages.flatMap((passage) => capitalRuns(passage, proper, language)));
  const full = foldShortForms(runs, language);
  return [...full, ...repeatedPairs(passages, language, full)]
    .sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))
    .slice(0, analysisLimits.names);
}

const isCapitalised = (text: string): boolean => /^\p{Lu}/u.test(text);
const isAcronym = (text: string): boolean => /^\p{Lu}[\p{Lu}\p{N}.]+$/u.test(text);

/** Words written with a capital inside sentences more often than without; headlines in capitals are no evidence. */
function properWords(passages: readonly Passage[], language: string): Set<string> {
  const balance = new Map<string, number>();
  const { months, weekdays } = calendarWords(language);
  for (const { field, words } of passages) {
    if (field === 'headline') continue;
    for (const { text, folded, startsSentence } of words) {
      if (startsSentence && isCapitalised(text)) continue;
      balance.set(folded, (balance.get(folded) ?? 0) + (isCapitalised(text) ? 1 : -1));
    }
  }
  const proper = new Set<string>();
  for (const [word, surplus] of balance) {
    if (surplus > 0 && !months.has(word) && !weekdays.has(word)) proper.add(word);
  }
  return proper;
}

function capitalRuns(passage: Passage, proper: ReadonlySet<string>, language: string): Run[] {
  const { words } = passage;
  const belongs = (at: number): boolean => {
    const word = words[at];
    if (word === undefined || !isCapitalised(word.text) || !proper.has(word.folded)) return false;
    return !isStopWord(word.folded, language) || isAcronym(word.text) || !word.startsSentence;
  };
  const runs: Run[] = [];
  for (let start = 0; start < words.length; start += 1) {
    if (!belongs(start)) continue;
    let end = start;
    for (;;) {
      if (belongs(end + 1) && isJoined(passage, end)) end += 1;
      else if (
        isParticle(words[end + 1]) &&
        belongs(end + 2) &&
        isJoined(passage, end) &&
        isJoined(passage, end + 1)
      )
        end += 2;
      else break;
    }
    runs.push(runOf(passage, start, end));
    start = end;
  }
  return runs;
}

const isParticle = (word: Word | undefined): boolean => word !== undefined && particles.has(word.text);

/** Nothing but a space, a hyphen or the point of an initial stands between a word and the next one. */
function isJoined({ text, words }: Passage, at: number): boolean {
  const word = words[at]!;
  const next = words[at + 1];
  if (next === undefined || next.startsSentence) return false;
  const between = text.slice(word.at + word.text.length, next.at);
  return /^\s*-?\s*$/.test(between) || (word.text.length === 1 && between === '. ');
}

function runOf({ text, words, weights }: Passage, start: number, end: number): Run {
  const members = words.slice(start, end + 1);
  const last = members.at(-1)!;
  const form = text.slice(members[0]!.at, last.at + last.text.length).replace(/['’]s$/, '');
  return {
    words: members.map(({ folded }) => folded),
    form,
    weight: Math.max(...weights.slice(start, end + 1)),
  };
}

function mergeRuns(runs: readonly Run[]): Run[] {
  const byKey = new Map<string, Run>();
  for (const run of runs) {
    const key = run.words.join(' ');
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, { ...run });
    else known.weight += run.weight;
  }
  return [...byKey.values()];
}

/** Counts a short form to the heaviest longer name that holds it; one that stands alone stays a name of its own. */
function foldShortForms(runs: readonly Run[], language: string): NamedMention[] {
  const byLength = [...runs].sort((a, b) => b.words.length - a.words.length || b.weight - a.weight);
  const kept: Run[] = [];
  for (const run of byLength) {
    const fuller = kept
      .filter((longer) => longer.words.length > run.words.length && isShortFormOf(run, longer))
      .sort((a, b) => b.weight - a.weight)[0];
    if (fuller !== undefined) fuller.weight += run.weight;
    else if (run.words.length > 1 || isAcronym(run.form) || !capitalisesNouns.has(language))
      kept.push({ ...run });
  }
  const named = kept.filter(({ form }) => [...form].length > 1);
  return named.map(({ words, form, weight }) => ({ key: words.join(' '), form, weight }));
}

function isShortFormOf(short: Run, longer: Run): boolean {
  if (isAcronym(short.form)) {
    const initials = longer.words.filter((word) => !particles.has(word)).map((word) => word[0]);
    if (initials.join('') === short.words.join('').replace(/\./g, '')) return true;
  }
  return ` ${longer.words.join(' ')} `.includes(` ${short.words.join(' ')} `);
}

/** Neighbouring words, neither a stop word nor a number, that come back; a pair inside a known name adds nothing. */
function repeatedPairs(
  passages: readonly Passage[],
  language: string,
  names: readonly NamedMention[],
): NamedMention[] {
  const pairs = new Map<string, { form: string; weight: number; count: number }>();
  const stands = (word: Word) =>
    word.folded.length > 1 && !/^\p{N}/u.test(word.folded) && !isStopWord(word.folded, language);
  for (const passage of passages) {
    passage.words.forEach((word, at) => {
      const next = passage.words[at + 1];
      if (next === undefined || !stands(word) || !stands(next) || !isJoined(passage, at)) return;
      const key = `${word.folded} ${next.folded}`;
      const pair = pairs.get(key) ?? { form: `${word.text} ${next.text}`, weight: 0, count: 0 };
      pair.weight += passage.weights[at]!;
      pair.count += 1;
      pairs.set(key, pair);
    });
  }
  const known = names.map(({ key }) => ` ${key} `).join('|');
  return [...pairs]
    .filter(([key, { count }]) => count >= analysisLimits.phraseRepeats && !known.includes(` ${key} `))
    .map(([key, { form, weight }]) => ({ key, form, weight }));
}
