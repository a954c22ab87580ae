import { type Edition, listDigest } from '../../discovery/edition.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import type { RankingList as EditionRanking } from '../../discovery/ranking/rank.js';
import { defaultDials } from '../../discovery/recommendation/dials.js';
import { pageStoryJson } from '../../discovery/recommendation/profile.js';
import { type RecommendationPage, recommend } from '../../discovery/recommendation/recommend.js';
import { type StoryVector, sectionBucket, topicBucket } from '../../discovery/recommendation/story-vector.js';
import type { StoredRelated } from '../../discovery/related/stored-related.js';
import type {
  PublishedStories,
  PublishedStory,
  StoryCard,
} from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { type BesidePool, candidateOf } from './beside-pool.js';
import type { ListsForPages, PageLists, RankingList, RecommendationRow, RelatedRow } from './page-lists.js';

const rankingLength = 8;
const relatedLength = 10;
/** Of a story that has not been analysed yet. */
const noWords: StoryVector = { buckets: [], weights: [] };

export interface EditionListsParts {
  readonly stories: Pick<PublishedStories, 'cards' | 'latest'>;
  readonly related: StoredRelated;
  /** Hashed terms of stories for the recommendation; without those that have not been analysed yet. */
  readonly vectorsOf: (storyIds: readonly string[]) => Promise<ReadonlyMap<string, StoryVector>>;
  /** False where the site does not (or no longer) learn from lists: nothing is tried, nor listed because readers went on to it. */
  readonly learnsFromLists?: boolean;
}

/**
 * The lists of a page, decided in memory from the current Edition. A new Edition is swapped in by one assignment, so a
 * page never mixes two. What has been withdrawn since the Edition was built is left out when the cards are read.
 */
export class EditionLists implements ListsForPages {
  readonly #parts: EditionListsParts;
  #edition: Edition | undefined;
  readonly #counts = new Map<string, { readonly views: number; readonly reactions: number }>();

  constructor(parts: EditionListsParts) {
    this.#parts = parts;
  }

  get #learns(): boolean {
    return this.#parts.learnsFromLists ?? true;
  }

  get edition(): Edition | undefined {
    return this.#edition;
  }

  /** Takes over an Edition with the public numbers that it changes (or all); returns the tags of pages that now show other things. */
  adopt(
    edition: Edition,
    counts: ReadonlyMap<string, { readonly views: number; readonly reactions: number }>,
  ): string[] {
    const before = this.#edition;
    const changed = [...counts].filter(
      ([id, { views, reactions }]) =>
        this.#counts.get(id)?.views !== views || this.#counts.get(id)?.reactions !== reactions,
    );
    this.#edition = edition;
    for (const [id, numbers] of counts) this.#counts.set(id, numbers);
    return [...changedLists(before, edition), ...changed.map(([id]) => `counts:${id}`)];
  }

  async forStory(published: PublishedStory): Promise<PageLists> {
    const edition = this.#edition;
    const { id, path, language } = published.story;
    const section = published.sections.at(-1)?.path ?? '';
    const [{ rows: related, further, excluded }, ranking, ledTo] = await Promise.all([
      this.#relatedOf(id),
      this.#ranking(edition, '', id),
      this.#ledBeyondPool(edition, id),
    ]);
    const shown = new Set<string>([
      ...related.map(({ card }) => card.id),
      ...ranking.rows.map(({ card }) => card.id),
      // The same story in another language stands under the headline.
      ...published.translations.map((translation) => translation.id),
      id,
    ]);
    // What editors keep out of Related they do not want to see recommended there either.
    const barred = new Set([...shown, ...excluded]);
    const beside = [...ledTo, ...further].filter(({ card }) => !barred.has(card.id));
    const besideIds = beside.map(({ card }) => card.id);
    const [heads, vectors] = await Promise.all([
      this.#parts.related.clusterHeads([...barred, ...besideIds]),
      this.#parts.vectorsOf([id, ...besideIds]),
    ]);
    const vector = vectors.get(id) ?? noWords;
    const taken = new Set([...barred].map((storyId) => heads.get(storyId) ?? storyId));
    const copies = candidatesOf(edition, taken).filter((storyId) => !shown.has(storyId));
    return {
      ...base(edition, ''),
      related,
      ranking,
      recommendation: await this.#recommendation(
        edition,
        {
          storyId: id,
          clusterHead: heads.get(id) ?? id,
          sectionPath: section,
          language,
          vector,
          further: beside.flatMap((row) => candidateOf(row, { heads, vectors, taken })),
        },
        new Set([...barred, ...copies]),
      ),
      storyVector: pageStoryJson({ path, vector, labels: labelsOf(published) }, language, {
        copies: (await this.#cardsOf(copies)).map((card) => card.path),
      }),
    };
  }

  async forFront(): Promise<PageLists> {
    return this.#listsOf('');
  }

  async forSection(path: string): Promise<PageLists> {
    return this.#listsOf(path);
  }

  async #listsOf(sectionPath: string): Promise<PageLists> {
    const edition = this.#edition;
    const ranking = await this.#ranking(edition, sectionPath);
    return { ...base(edition, sectionPath), related: [], ranking, recommendation: [] };
  }

  counts(storyId: StoryId): PublicCounts | undefined {
    const counts = this.#counts.get(storyId);
    return counts && this.#edition && { ...counts, edition: this.#edition.number, at: this.#edition.builtAt };
  }

  /** Related as the story's page shows it. */
  async related(storyId: StoryId): Promise<RelatedRow[]> {
    return (await this.#relatedOf(storyId)).rows;
  }

  async #relatedOf(storyId: StoryId): Promise<{
    readonly rows: RelatedRow[];
    readonly further: readonly BesidePool[];
    readonly excluded: readonly string[];
  }> {
    const { rows: stored, excluded } = await this.#parts.related.of(storyId);
    const cards = await this.#parts.stories.cards(stored.map(({ storyId: id }) => id as StoryId));
    const rows = stored
      .filter(({ reason }) => this.#learns || reason.kind !== 'followed')
      .flatMap(({ storyId: id, reason }) => rowOf(cards, id as StoryId, (card) => ({ card, reason })));
    return {
      rows: rows.slice(0, relatedLength),
      further: rows.slice(relatedLength).map(({ card }) => ({ card, source: 'related' })),
      excluded,
    };
  }

  /** What the page's readers often went on to, where no list of the paper has it. */
  async #ledBeyondPool(edition: Edition | undefined, storyId: StoryId): Promise<readonly BesidePool[]> {
    if (!this.#learns) return [];
    const inPool = new Set(edition?.pool.map((candidate) => candidate.storyId));
    const steps = edition?.followed[storyId] ?? [];
    const cards = await this.#cardsOf(steps.map(([id]) => id).filter((id) => !inPool.has(id)));
    return cards.map((card) => ({ card, source: 'followed' }));
  }

  async #ranking(edition: Edition | undefined, sectionPath: string, here?: StoryId): Promise<RankingList> {
    const list =
      edition &&
      (sectionPath === '' ? edition.rankings.site.now : edition.rankings.sections[sectionPath]?.now);
    const halfLifeHours =
      list?.kind === 'ranked' && list.basis.kind === 'decay' ? list.basis.halfLifeHours : 0;
    const builtAt = edition?.builtAt ?? 0;
    if (list === undefined || list.kind === 'newest') {
      const newest = await this.#newest(sectionPath, list);
      return {
        kind: 'newest',
        halfLifeHours,
        builtAt,
        rows: newest.map((card) => ({ card, isHere: card.id === here })),
      };
    }
    const cards = await this.#cardsOf(list.stories.map(({ storyId }) => storyId));
    return {
      kind: 'ranking',
      halfLifeHours,
      ...(list.basis.kind === 'decay' ? { clock: list.basis.clock } : {}),
      builtAt,
      rows: cards.map((card) => ({ card, isHere: card.id === here })),
    };
  }

  /** Of the Edition, which lists one of each cluster; on a quiet paper it knows too few, and older ones follow. */
  async #newest(sectionPath: string, list: EditionRanking | undefined): Promise<readonly StoryCard[]> {
    const cards = await this.#cardsOf((list?.stories ?? []).map(({ storyId }) => storyId));
    if (cards.length >= rankingLength || sectionPath !== '') return cards;
    const latest = await this.#parts.stories.latest({ kind: 'site' }, 3 * rankingLength);
    const heads = await this.#parts.related.clusterHeads([...cards, ...latest].map(({ id }) => id));
    const taken = new Set(cards.map(({ id }) => heads.get(id) ?? id));
    const further = latest.filter(({ id }) => {
      const head = heads.get(id) ?? id;
      return !taken.has(head) && taken.add(head);
    });
    return [...cards, ...further].slice(0, rankingLength);
  }

  /** In this order, without those that are not public any more. */
  async #cardsOf(storyIds: readonly string[]): Promise<StoryCard[]> {
    if (storyIds.length === 0) return [];
    const cards = await this.#parts.stories.cards(storyIds as readonly StoryId[]);
    return storyIds.flatMap((id) => rowOf(cards, id as StoryId, (card) => card));
  }

  async #recommendation(
    edition: Edition | undefined,
    page: RecommendationPage,
    exclude: ReadonlySet<string>,
  ): Promise<RecommendationRow[]> {
    if (edition === undefined) return [];
    // The Edition may have been built while the site still learned.
    const slots = this.#learns
      ? recommend(page, edition, exclude)
      : recommend(page, { ...edition, followed: {} }, exclude, { ...defaultDials, exploration: 0 });
    const cards = await this.#parts.stories.cards(slots.map((slot) => slot.storyId as StoryId));
    return slots.flatMap(({ storyId: id, position, reason, propensity }) =>
      rowOf(cards, id as StoryId, (card) => ({
        card,
        position,
        propensity,
        reason,
      })),
    );
  }
}

const base = (
  edition: Edition | undefined,
  sectionPath: string,
): Pick<PageLists, 'edition' | 'tags' | 'poolHref'> => ({
  edition: edition?.number ?? 0,
  tags: [rankingTag(sectionPath), ...(sectionPath === '' ? [recommendationTag] : [])],
  ...(edition && edition.pool.length > 0 ? { poolHref: `/api/v1/pools/${edition.number}` } : {}),
});

/** The stories of the pool that are of these clusters. */
const candidatesOf = (edition: Edition | undefined, clusters: ReadonlySet<string>): string[] =>
  (edition?.pool ?? []).filter(({ clusterHead }) => clusters.has(clusterHead)).map(({ storyId }) => storyId);

/** Words for what a story is about, so that a reader's device can show its profile in words. */
const labelsOf = ({ story, sections }: PublishedStory): (readonly [number, string])[] => {
  const section = sections.at(-1);
  return [
    ...story.topics.slice(0, 3).map((topic) => [topicBucket(topic), topic] as const),
    ...(section ? [[sectionBucket(section.path), section.name] as const] : []),
  ];
};

const rowOf = <Row>(
  cards: ReadonlyMap<StoryId, StoryCard>,
  id: StoryId,
  make: (card: StoryCard) => Row,
): Row[] => {
  const card = cards.get(id);
  return card === undefined ? [] : [make(card)];
};

const recommendationTag = 'list:recommendation';
const rankingTag = (sectionPath: string): string => `list:ranking:${sectionPath}`;

/** Tags of the lists whose stories or order differ between two Editions. */
function changedLists(before: Edition | undefined, after: Edition): string[] {
  const tags: string[] = [];
  const digest = (edition: Edition | undefined, path: string): string => {
    const list = path === '' ? edition?.rankings.site.now : edition?.rankings.sections[path]?.now;
    return list === undefined ? '' : `${list.kind} ${listDigest(list.stories.map(({ storyId }) => storyId))}`;
  };
  for (const path of new Set([
    '',
    ...Object.keys(before?.rankings.sections ?? {}),
    ...Object.keys(after.rankings.sections),
  ])) {
    if (digest(before, path) !== digest(after, path)) tags.push(rankingTag(path));
  }
  const pool = (edition: Edition | undefined) =>
    listDigest(
      (edition?.pool ?? []).map(
        ({ storyId, clusterHead, language, vector }) =>
          `${storyId} ${clusterHead} ${language} ${vector.buckets.length}`,
      ),
    );
  if (pool(before) !== pool(after)) tags.push(recommendationTag);
  return tags;
}
