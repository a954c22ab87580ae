import { hourMs, type Instant } from '../../base/clock.js';
import type { Candidate } from './candidate.js';
import { decodeVector, encodeVector, type StoryVector } from './story-vector.js';

/** A candidate as the browser gets it: what to show, and what to rank by. */
export interface PoolStory {
  readonly path: string;
  readonly headline: string;
  /** The section's name in the site's language; empty when it has none. */
  readonly sectionPath: string;
  readonly sectionLabel: string;
  /** Near-duplicates share it; the path of the first. */
  readonly clusterHead: string;
  readonly firstPublishedAt: Instant;
  readonly appeal: number;
  readonly vector: StoryVector;
}

/** How the site shows a story; undefined leaves it out (withdrawn since). */
export type Presentation = (
  candidate: Candidate,
) => { readonly path: string; readonly headline: string; readonly sectionLabel: string } | undefined;

const formatVersion = 1;

/**
 * The pool of an Edition as a file for the browser, the same for all readers and never changed: JSON in columns, which
 * compress better than rows. A path that is "/" + folder + "/" + the headline as a slug is not repeated.
 */
export function encodePool(pool: readonly Candidate[], builtAt: Instant, present: Presentation): string {
  const shown = pool.flatMap((candidate) => {
    const own = present(candidate);
    return own ? [{ candidate, ...own }] : [];
  });
  const sections = [
    ...new Map(shown.map(({ candidate, sectionLabel }) => [candidate.sectionPath, sectionLabel])),
  ];
  const sectionAt = new Map(sections.map(([path], at) => [path, at]));
  const heads = shown.map(({ candidate }) => candidate.clusterHead);
  return JSON.stringify({
    v: formatVersion,
    at: builtAt,
    sections,
    headlines: shown.map(({ headline }) => headline),
    paths: shown.map(({ path, headline }) => shortPath(path, headline)),
    vectors: shown.map(({ candidate }) => encodeVector(candidate.vector)).join(' '),
    in: shown.map(({ candidate }) => sectionAt.get(candidate.sectionPath)),
    hours: shown.map(({ candidate }) => Math.round((builtAt - candidate.firstPublishedAt) / hourMs)),
    appeal: shown.map(({ candidate }) => Math.round(candidate.appeal * appealSteps)),
    head: heads.map((head) => heads.indexOf(head)),
  });
}

const appealSteps = 20;

/** The stories of a pool file; empty for anything that is not one. Entries that cannot be read are left out. */
export function decodePool(text: string): PoolStory[] {
  try {
    const file = JSON.parse(text);
    if (file.v !== formatVersion) return [];
    const vectors: string[] = file.vectors.split(' ');
    return file.headlines.flatMap((headline: string, at: number): PoolStory[] => {
      const vector = decodeVector(vectors[at]);
      const path = longPath(file.paths[at], headline);
      const [sectionPath, sectionLabel] = file.sections[file.in[at]];
      if (!vector || !/^\/(?!\/)/.test(path)) return [];
      const firstPublishedAt = file.at - file.hours[at] * hourMs;
      const appeal = file.appeal[at] / appealSteps;
      const clusterHead = String(file.head[at]);
      return [{ path, headline, sectionPath, sectionLabel, clusterHead, firstPublishedAt, appeal, vector }];
    });
  } catch {
    return [];
  }
}

/** A guess at the slug that costs nothing to send; where it is wrong, the path is sent in full. */
const slugGuess = (headline: string): string =>
  headline
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-|-$/g, '');

function shortPath(path: string, headline: string): string {
  const slug = slugGuess(headline);
  return slug !== '' && path.endsWith(`/${slug}`) ? path.slice(0, -slug.length) : path;
}

const longPath = (path: string, headline: string): string =>
  path.endsWith('/') ? path + slugGuess(headline) : path;
