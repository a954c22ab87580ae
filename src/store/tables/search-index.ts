import { sql, type Transaction } from 'kysely';
import { searchAnalysisVersion, searchTerms, searchTokens } from '../../discovery/search/search-tokens.js';
import { snippet } from '../../discovery/search/snippet.js';
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
  const headline = searchTokens([story.headline, story.kicker, ...story.topics].join('\n'), story.language);
  const text = [story.standfirst, story.dateline, ...paragraphsOf(story.body)].flatMap((paragraph) =>
    searchTokens(paragraph, story.language),
  );
  await dialect.indexStory(trx, storyNumber, headline, text);
  await trx
    .insertInto('search_versions')
    .values({ story_id: story.id, analysis_version: searchAnalysisVersion })
    .onConflict((conflict) =>
      conflict.column('story_id').doUpdateSet({ analysis_version: searchAnalysisVersion }),
    )
    .execute();
}

/** How many of the engine's best are looked at for a page of "best". */
const bestCandidates = 200;
const snippetCharacters = 240;

/** Full-text search over what is published. */
export class SearchTable implements StorySearch {
  readonly #databases: Databases;
  readonly #stories: PublishedStories;

  constructor(databases: Databases, stories: PublishedStories) {
    this.#databases = databases;
    this.#stories = stories;
  }

  async search(request: SearchRequest): Promise<SearchHits> {
    const terms = searchTerms(request.query, request.language);
    if (terms.length === 0) return { hits: [], hasMore: false };
    const ids =
      request.order === 'best' ? await this.#best(terms, request) : await this.#newest(terms, request);
    const shown = ids.slice(0, request.pageSize);
    const cards = await this.#stories.cards(shown);
    const bodies = await this.#bodies(shown);
    const hits = shown.flatMap((id) => {
      const card = cards.get(id);
      if (card === undefined) return [];
      return [
        {
          card,
          snippet: snippet(
            [card.standfirst, ...paragraphsOf(bodies.get(id) ?? '')].filter(Boolean),
            request.query,
            card.language,
            snippetCharacters,
          ),
        },
      ];
    });
    return { hits, hasMore: ids.length > request.pageSize };
  }

  async #newest(
    terms: readonly (readonly string[])[],
    { page, pageSize }: SearchRequest,
  ): Promise<StoryId[]> {
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

  async #best(terms: readonly (readonly string[])[], { page, pageSize }: SearchRequest): Promise<StoryId[]> {
    const { rows } = await sql<{
      number: number;
    }>`${this.#databases.dialect.bestNumbers(terms, bestCandidates)}`.execute(this.#databases.scan);
    const numbers = rows.map(({ number }) => number);
    if (numbers.length === 0) return [];
    const found = await this.#databases.scan
      .selectFrom('stories')
      .select(['id', 'number'])
      .where('number', 'in', numbers)
      .where('status', '=', 'published')
      .execute();
    const place = new Map(numbers.map((number, index) => [number, index]));
    const ordered = found.sort((left, right) => place.get(left.number)! - place.get(right.number)!);
    return ordered.slice((page - 1) * pageSize, page * pageSize + 1).map(({ id }) => id as StoryId);
  }

  async #bodies(ids: readonly StoryId[]): Promise<ReadonlyMap<StoryId, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#databases.scan
      .selectFrom('stories')
      .select(['id', 'body'])
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, body }) => [id as StoryId, body]));
  }
}
