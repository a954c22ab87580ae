import { hourMs, type Instant } from '../../base/clock.js';
import type { Candidate } from './candidate.js';
import { byLanguage } from './own-language.js';
import { decodeVector, encodeVector, isEncodedVector, type StoryVector } from './story-vector.js';

/** A candidate as the browser gets it: what to show, and what to rank by. */
export interface PoolStory {
  readonly path: string;
  readonly headline: string;
  /** The section's name in the site's language; empty when it has none. */
  readonly sectionPath: string;
  readonly sectionLabel: string;
  /** Near-duplicates share it; the path of the first. */
  readonly clusterHead: string;
  /** As the story says it; empty in files that were made before it was noted. */
  readonly language: string;
  readonly firstPublishedAt: Instant;
  readonly appeal: number;
  readonly vector: StoryVector;
}

/** How the site shows a story; undefined leaves it out (withdrawn since). */
export type Presentation = (
  candidate: Candidate,
) => Pick<PoolStory, 'path' | 'headline' | 'sectionLabel' | 'language'> | undefined;

const formatVersion = 1;

/**
 * The pool of an Edition as a file for the browser, the same for all readers and never changed: JSON in columns, which
 * compress better than rows. A path that is "/" + folder + "/" + the headline as a slug is not repeated.
 */
export function encodePool(pool: readonly Candidate[], builtAt: Instant, present: Presentation): string {
  const all = pool.flatMap((candidate) => {
    const own = present(candidate);
    return own ? [{ candidate, ...own }] : [];
  });
  // Letters of one script beside each other compress better.
  const shown = byLanguage(all).flat();
  const sections = [
    ...new Map(shown.map(({ candidate, sectionLabel }) => [candidate.sectionPath, sectionLabel])),
  ];
  const sectionAt = new Map(sections.map(([path], at) => [path, at]));
  const languages = [...new Set(shown.map(({ language }) => language))];
  const heads = shown.map(({ candidate }) => candidate.clusterHead);
  return JSON.stringify({
    v: formatVersion,
    at: builtAt,
    sections,
    headlines: shown.map(({ headline }) => headline),
    paths: shown.map(({ path, headline }) => shortPath(path, headline)),
    vectors: shown.map(({ candidate }) => encodeVector(candidate.vector)).join(' '),
    in: shown.map(({ candidate }) => sectionAt.get(candidate.sectionPath)),
    languages,
    lang: shown.map(({ language }) => languages.indexOf(language)),
    hours: shown.map(({ candidate }) => Math.round((builtAt - candidate.firstPublishedAt) / hourMs)),
    appeal: shown.map(({ candidate }) => Math.round(candidate.appeal * appealSteps)),
    head: heads.map((head) => heads.indexOf(head)),
  });
}

const appealSteps = 20;

/** The columns as they were written; a file from before languages were noted has none. */
interface PoolFile {
  readonly v: number;
  readonly at: Instant;
  readonly sections: readonly (readonly [path: string, label: string])[];
  readonly headlines: readonly string[];
  readonly paths: readonly string[];
  readonly vectors: string;
  readonly in: readonly number[];
  readonly languages?: readonly string[];
  readonly lang?: readonly number[];
  readonly hours: readonly number[];
  readonly appeal: readonly number[];
  readonly head: readonly number[];
}

/**
 * The stories of a pool file, in its order; empty for anything that is not one. Entries that cannot be read are left out. A
 * list comes to look at some of them only, so what takes long to read is read when it is asked for.
 */
export function decodePool(text: string): PoolStory[] {
  try {
    const file: PoolFile = JSON.parse(text);
    if (file.v !== formatVersion) return [];
    const vectors = file.vectors.split(' ');
    const stories: PoolStory[] = [];
    for (let at = 0; at < file.headlines.length; at += 1) {
      const vector = vectors[at];
      if (isEncodedVector(vector) && isReadable(file, at)) stories.push(new StoryInFile(file, at, vector));
    }
    return stories;
  } catch {
    return [];
  }
}

/** A file of made-up stories with these vectors, to run through what reads and orders one before there is one. */
export function madeUpPool(vectors: readonly StoryVector[], language: string): string {
  const numbers = vectors.map((_, at) => at);
  const file: PoolFile = {
    v: formatVersion,
    at: 0,
    sections: [['', '']],
    headlines: numbers.map((at) => `Made up ${at}`),
    paths: numbers.map(() => '/'),
    vectors: vectors.map(encodeVector).join(' '),
    in: numbers.map(() => 0),
    languages: [language],
    lang: numbers.map(() => 0),
    hours: numbers,
    appeal: numbers.map((at) => -at),
    head: numbers,
  };
  return JSON.stringify(file);
}

const isReadable = ({ headlines, paths, sections, in: sectionAt, appeal }: PoolFile, at: number): boolean =>
  typeof headlines[at] === 'string' &&
  Number.isFinite(appeal[at]) &&
  /^\/(?!\/)/.test(paths[at] ?? '') &&
  sections[sectionAt[at]!] !== undefined;

class StoryInFile implements PoolStory {
  readonly headline: string;
  readonly sectionPath: string;
  readonly sectionLabel: string;
  readonly clusterHead: string;
  readonly language: string;
  readonly firstPublishedAt: Instant;
  readonly appeal: number;
  readonly #path: string;
  readonly #encoded: string;
  #wholePath: string | undefined;
  #vector: StoryVector | undefined;

  constructor(file: PoolFile, at: number, encoded: string) {
    const section = file.sections[file.in[at]!]!;
    this.headline = file.headlines[at]!;
    this.sectionPath = section[0];
    this.sectionLabel = section[1];
    this.clusterHead = String(file.head[at]);
    this.language = file.languages?.[file.lang?.[at] ?? 0] ?? '';
    this.firstPublishedAt = file.at - file.hours[at]! * hourMs;
    this.appeal = file.appeal[at]! / appealSteps;
    this.#path = file.paths[at]!;
    this.#encoded = encoded;
  }

  get path(): string {
    this.#wholePath ??= longPath(this.#path, this.headline);
    return this.#wholePath;
  }

  get vector(): StoryVector {
    this.#vector ??= decodeVector(this.#encoded)!;
    return this.#vector;
  }
}

/** A guess at the slug that costs nothing to send; where it is wrong, the path is sent in full. */
function slugGuess(headline: string): string {
  const text = headline.normalize('NFC').toLowerCase().replaceAll("'", '').replaceAll('’', '');
  const words = text.split(isPlain.test(text) ? notPlain : notWord);
  return words.filter(Boolean).join('-');
}

/** Of most English headlines a class of a few characters tells the same; that of all letters takes a slow phone 3 ms to make ready. */
const isPlain = /^[\0-\x7f\xa0-\xa9\xab-\xb1\xbb\xbf\u2010-\u205e€]*$/;
const notPlain = /[^a-z0-9]+/;
const notWord = /[^\p{L}\p{N}\p{M}]+/u;

function shortPath(path: string, headline: string): string {
  const slug = slugGuess(headline);
  return slug !== '' && path.endsWith(`/${slug}`) ? path.slice(0, -slug.length) : path;
}

const longPath = (path: string, headline: string): string =>
  path.endsWith('/') ? path + slugGuess(headline) : path;
