import { sql, type Transaction } from 'kysely';
import { rescoreHits } from '../../discovery/search/rescore-hits.js';
import { type SearchQuery, searchQuery } from '../../discovery/search/search-query.js';
import { searchAnalysisVersion, searchTokens } from '../../discovery/search/search-tokens.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import type { PublishedStories } from '../../newsroom/stories/published-stories.js';
import type { Story, StoryId } from '../../newsroom/stories/story.js';
import type { SearchHits, SearchRequest, StorySearch } from '../../newsroom/stories/story-search.js';
import type { Databases } from '../databases.js';
import type { StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';

/** Rows of the full-text index, in the same transaction as the story: search never lags behind what was saved. */
export async function indexForSearch(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  storyNumber: number,
  story: Story,
): Promise<void> {
  await keepIndexed(trx, dialect, { id: story.id, number: storyNumber, ...indexedTokens(story) });
}

export interface IndexedTokens {
  readonly headline: readonly string[];
  readonly text: readonly string[];
}

/** What a story is found by. Some milliseconds of work, so a caller with many does it outside of a transaction. */
export function indexedTokens(story: Story): IndexedTokens {
  const coded = (text: string) => searchTokens(text, story.language);
  return {
    headline: [story.headline, story.kicker, ...story.topics].flatMap(coded),
    text: [story.standfirst, story.dateline, ...paragraphsOf(story.body)].flatMap(coded),
  };
}

export async function keepIndexed(
  trx: Transaction<Schema>,
  dialect: StoreDialect,
  { id, number, headline, text }: IndexedTokens & { readonly id: StoryId; readonly number: number },
): Promise<void> {
  await dialect.indexStory(trx, number, headline, text);
  await trx
    .insertInto('search_versions')
    .values({ story_id: id, analysis_version: searchAnalysisVersion })
    .onConflict((conflict) =>
      conflict.column('story_id').doUpdateSet({ analysis_version: searchAnalysisVersion }),
    )
    .execute();
}

/** How many of the engine's best are looked at for a page of "best". */
const bestCandidates = 200;

/** Full-text search over what is published. */
export class SearchTable implements StorySearch {
  readonly #databases: Databases;
  readonly #stories: PublishedStories;

  constructor(databases: Databases, stories: PublishedStories) {
    this.#databases = databases;
    this.#stories = stories;
  }

  async search(request: SearchRequest): Promise<SearchHits> {
    const query = searchQuery(request.query, request.language);
    if (query.terms.length === 0) return { hits: [], hasMore: false };
    const ids =
      request.order === 'best' ? await this.#best(query, request) : await this.#newest(query, request);
    const shown = ids.slice(0, request.pageSize);
    const [cards, snippets] = await Promise.all([
      this.#stories.cards(shown),
      this.#databases.runScan('cutSnippets', { query, ids: shown }),
    ]);
    const pieces = new Map(snippets.map((snippet) => [snippet.id, snippet.pieces]));
    const hits = shown.flatMap((id) => {
      const card = cards.get(id);
      return card === undefined ? [] : [{ card, snippet: pieces.get(id) ?? [] }];
    });
    return { hits, hasMore: ids.length > request.pageSize };
  }

  async #newest({ terms }: SearchQuery, { page, pageSize }: SearchRequest): Promise<StoryId[]> {
    const rows = await this.#databases.scan
      .selectFrom('listings')
      .innerJoin('stories', 'stories.id', 'listings.story_id')
      .select('stories.id')
      .where('listings.scope', '=', 'site')
      .where(sql<boolean>`stories.number in (${this.#databases.dialect.matchingNumbers(terms)})`)
      .orderBy('listings.listed_at', 'desc')
      .orderBy('listings.story_id')
      .limit(pageSize + 1)
      .offset((page - 1) * pageSize)
      .execute();
    return rows.map(({ id }) => id as StoryId);
  }

  async #best(query: SearchQuery, { page, pageSize }: SearchRequest): Promise<StoryId[]> {
    const { rows } = await sql<{
      number: number;
    }>`${this.#databases.dialect.bestNumbers(query.terms, bestCandidates)}`.execute(this.#databases.scan);
    const numbers = rows.map(({ number }) => number);
    if (numbers.length === 0) return [];
    const found = await this.#databases.scan
      .selectFrom('stories')
      .select(['id', 'number', 'language', 'headline', 'standfirst', 'first_published_at'])
      .where('number', 'in', numbers)
      .where(this.#databases.dialect.sifted('status'), '=', 'published')
      .execute();
    const place = new Map(numbers.map((number, index) => [number, index]));
    const ordered = found
      .sort((left, right) => place.get(left.number)! - place.get(right.number)!)
      .map((row) => ({ ...row, publishedAt: row.first_published_at ?? undefined }));
    const best = rescoreHits(ordered, query);
    return best.slice((page - 1) * pageSize, page * pageSize + 1).map(({ id }) => id as StoryId);
  }
}
