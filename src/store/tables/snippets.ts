import type { Kysely } from 'kysely';
import type { SearchQuery } from '../../discovery/search/search-query.js';
import { type SnippetPiece, snippet } from '../../discovery/search/snippet.js';
import { paragraphsOf } from '../../newsroom/stories/body-text.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import type { Schema } from '../schema.js';

const snippetCharacters = 240;

interface SnippetsAsked {
  readonly query: SearchQuery;
  readonly ids: readonly StoryId[];
}

interface Snippet {
  readonly id: StoryId;
  readonly pieces: readonly SnippetPiece[];
}

/** The procedure: of each story the passage that answers the query. Dividing copy into words takes milliseconds. */
export async function cutSnippets(
  database: Kysely<Schema>,
  { query, ids }: SnippetsAsked,
): Promise<readonly Snippet[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('stories')
    .select(['id', 'language', 'standfirst', 'body'])
    .where('id', 'in', ids)
    .execute();
  return rows.map(({ id, language, standfirst, body }) => ({
    id: id as StoryId,
    pieces: snippet([standfirst, ...paragraphsOf(body)].filter(Boolean), query, language, snippetCharacters),
  }));
}
