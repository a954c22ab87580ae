import { hourMs, type Instant, minuteMs } from '../../base/clock.js';
import { type StoryFacts, slotOf, type Tally } from '../ranking/tally.js';
import { ViewCounts, type ViewSignals } from '../ranking/view-counts.js';
import { viewAppeal } from '../recommendation/appeal.js';
import { followAppeal } from '../recommendation/context.js';
import { SlateCounts, type SlateTally } from '../recommendation/slate-counts.js';
import type { DeskdropView } from './deskdrop.js';
import { mean } from './metrics.js';

/** Scores stories for somebody who is about to open one, from what came before. */
export interface NextReadScorer {
  readonly name: string;
  /** A score for each candidate; `read` is what the person read, oldest first. */
  score(candidates: readonly string[], read: readonly string[], now: Instant): number[];
  /** A view, after it has been predicted. */
  learn(view: DeskdropView, previous: DeskdropView | undefined): void;
}

export interface NextReadResult {
  readonly reads: number;
  /** Share of reads that were among the ten best scored. */
  readonly hit10: ReadonlyMap<string, number>;
  /** By scorer, for each read 1 if it was among them; and who read. */
  readonly hits: ReadonlyMap<string, readonly number[]>;
  readonly personIds: readonly string[];
  /** Share of reads whose story anyone had read before: no list could hold the others. */
  readonly ceiling: number;
}

const listLength = 10;

/**
 * Replays a view log: for each view of a story that its person had not read before, every scorer orders the stories that
 * have been seen by anyone and not by this person. Only views in the last `scoredShare` of the log are scored.
 */
export function replayNextReads(
  views: readonly DeskdropView[],
  scorers: readonly NextReadScorer[],
  scoredShare = 0.2,
): NextReadResult {
  const first = Math.floor(views.length * (1 - scoredShare));
  const history = new Map<string, DeskdropView[]>();
  const seen = new Set<string>();
  const hits = new Map(scorers.map(({ name }) => [name, [] as number[]]));
  const personIds: string[] = [];
  let known = 0;
  views.forEach((view, at) => {
    const own = history.get(view.personId) ?? [];
    history.set(view.personId, own);
    const read = own.map(({ storyId }) => storyId);
    if (at >= first && !read.includes(view.storyId)) {
      personIds.push(view.personId);
      const unread = seen.has(view.storyId) ? withoutRead(seen, read) : [];
      if (unread.length > 0) known += 1;
      for (const scorer of scorers) hits.get(scorer.name)!.push(hitOf(scorer, view, read, unread));
    }
    for (const scorer of scorers) scorer.learn(view, own.at(-1));
    own.push(view);
    seen.add(view.storyId);
  });
  const hit10 = new Map([...hits].map(([name, each]) => [name, mean(each)]));
  const reads = personIds.length;
  return { reads, hit10, hits, personIds, ceiling: known / Math.max(1, reads) };
}

function withoutRead(seen: ReadonlySet<string>, read: readonly string[]): string[] {
  const known = new Set(read);
  return [...seen].filter((storyId) => !known.has(storyId));
}

/** 1 if the story that is read next is among the best ten of the candidates. */
function hitOf(
  scorer: NextReadScorer,
  { storyId, at }: DeskdropView,
  read: readonly string[],
  candidates: readonly string[],
): number {
  if (candidates.length === 0) return 0;
  const scores = scorer.score(candidates, read, at);
  return placeOf(candidates.indexOf(storyId), scores) <= listLength ? 1 : 0;
}

/** The place of one among all; of equals, half are thought to stand before it. */
function placeOf(index: number, scores: readonly number[]): number {
  const own = scores[index]!;
  let above = 0;
  let equal = -1;
  for (const score of scores) {
    if (score > own) above += 1;
    else if (score === own) equal += 1;
  }
  return 1 + above + equal / 2;
}

/** A step from one story to the next counts as "went on to" within this time. */
const sameVisitMs = 30 * minuteMs;

/** What a live site knows while a view log goes by: closed five-minute tallies, and steps from page to page. */
export class LiveReadings {
  readonly #counts = new ViewCounts();
  readonly #slates = new SlateCounts();
  readonly #facts = new Map<string, StoryFacts>();
  #tallies: Tally[] = [];
  #steps: SlateTally[] = [];

  /** Closes the slots that ended by `now`. */
  moveTo(now: Instant): void {
    const through = slotOf(now);
    const ended = this.#tallies.filter(({ startsAt }) => startsAt < through);
    if (ended.length === 0) return;
    this.#counts.add(ended, this.#facts, through);
    this.#slates.add(this.#steps, through);
    this.#tallies = this.#tallies.filter(({ startsAt }) => startsAt >= through);
    this.#steps = this.#steps.filter(({ startsAt }) => startsAt >= through);
  }

  signalsOf(storyId: string): ViewSignals {
    return this.#counts.signalsOf(storyId);
  }

  ageHours(storyId: string, now: Instant): number {
    return (now - this.#facts.get(storyId)!.firstPublishedAt) / hourMs;
  }

  followed(pageId: string | undefined, storyId: string, now: Instant): number {
    return pageId === undefined ? 0 : this.#slates.followed(pageId, storyId, now);
  }

  learn({ storyId, at }: DeskdropView, previous: DeskdropView | undefined): void {
    this.moveTo(at);
    if (!this.#facts.has(storyId)) {
      this.#facts.set(storyId, { storyId, firstPublishedAt: at, sectionPath: '', clusterHead: storyId });
    }
    const startsAt = slotOf(at);
    this.#tallies.push({ storyId, startsAt, validViews: 1 });
    if (!previous || previous.storyId === storyId || at - previous.at > sameVisitMs) return;
    const step = { list: 'any', position: 1, startsAt, impressions: 1, clicks: 1 };
    this.#steps.push({ ...step, pageId: previous.storyId, storyId });
  }
}

/** The product's ranker as far as this set can feed it. That read stories are left out, the device sees to. */
export function ourNextReadScorer(): NextReadScorer {
  const readings = new LiveReadings();
  return {
    name: 'ours',
    score: (candidates, read, now) => {
      readings.moveTo(now);
      const page = read.at(-1);
      return candidates.map(
        (storyId) =>
          viewAppeal(readings.signalsOf(storyId), readings.ageHours(storyId, now)) +
          followAppeal(readings.followed(page, storyId, now)),
      );
    },
    learn: (view, previous) => readings.learn(view, previous),
  };
}
