import type { DuplicateIndex } from '../duplicates/duplicate-index.js';
import { relatedList } from '../related/related-list.js';
import { alphaNdcgAt, mean } from './metrics.js';
import type { EventStory } from './related-data.js';
import { isLookAlike } from './related-measures.js';
import type { IndexedSet } from './related-ranker.js';

export interface ListScores {
  readonly lists: number;
  readonly length: number;
  /** α-nDCG@10: an event is one nugget, the story's own event the only one worth something; one of each cluster counts. */
  readonly alphaNdcg: number;
  readonly scoringAlphaNdcg: number;
  /** Look-alikes shown under any reason but "background", on average. */
  readonly lookAlikes: number;
  readonly scoringLookAlikes: number;
  readonly lookAlikesSameEvent: number;
  /** Stories shown whose cluster is shown already, or is the story's own. */
  readonly repeats: number;
}

/** Judges the lists as shown, beside the first ten of the scoring that they were made from. */
export function scoreLists(
  stories: readonly EventStory[],
  set: IndexedSet,
  duplicates: DuplicateIndex,
): ListScores {
  const { index, analysed } = set;
  const clusterOf = (id: string) => duplicates.headOf(id);
  const judge = listJudge(stories, clusterOf);
  const rows = stories.map((story, query) => {
    const candidates = index.score(analysed[query]!, { limit: 60 });
    const list = relatedList(analysed[query]!, candidates, {
      similarity: (a, b) => index.similarity(a, b),
      clusterOf,
    });
    const looksAlike = ({ id }: { readonly id: string }) => isLookAlike(stories[Number(id)]!, story);
    const shown = list.filter(({ reason }) => reason.kind !== 'background').filter(looksAlike);
    const firstTen = candidates.slice(0, 10);
    const clusters = list.map(({ id }) => clusterOf(id));
    return {
      length: list.length,
      alphaNdcg: judge(query, list),
      scoringAlphaNdcg: judge(query, firstTen),
      lookAlikes: shown.length,
      scoringLookAlikes: firstTen.filter(looksAlike).length,
      lookAlikesSameEvent: shown.filter(({ reason }) => reason.kind === 'same-event').length,
      repeats: list.length - new Set([clusterOf(String(query)), ...clusters]).size + 1,
    };
  });
  const meanOf = (key: keyof (typeof rows)[number]) => mean(rows.map((row) => row[key]));
  return {
    lists: rows.length,
    length: meanOf('length'),
    alphaNdcg: meanOf('alphaNdcg'),
    scoringAlphaNdcg: meanOf('scoringAlphaNdcg'),
    lookAlikes: meanOf('lookAlikes'),
    scoringLookAlikes: meanOf('scoringLookAlikes'),
    lookAlikesSameEvent: meanOf('lookAlikesSameEvent'),
    repeats: meanOf('repeats'),
  };
}

/** Half of a nugget's worth is gone at each repeat; copies of one story are one source, so only the first counts. */
function listJudge(stories: readonly EventStory[], clusterOf: (id: string) => string) {
  return (query: number, list: readonly { readonly id: string }[]): number => {
    const own = clusterOf(String(query));
    const nuggetsOf = (ids: readonly string[]) => {
      const seen = new Set([own]);
      return ids.map((id) => {
        const cluster = clusterOf(id);
        const counts = !seen.has(cluster) && stories[Number(id)]!.event === stories[query]!.event;
        seen.add(cluster);
        return counts ? [stories[query]!.event] : [];
      });
    };
    const pool = stories.flatMap((_, place) => (place === query ? [] : [String(place)]));
    return alphaNdcgAt(nuggetsOf(list.map(({ id }) => id)), nuggetsOf(pool), 10);
  };
}
