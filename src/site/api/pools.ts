import type { Edition } from '../../discovery/edition.js';
import { encodePool } from '../../discovery/recommendation/pool-file.js';
import type { PublishedStories } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import type { PageRoute } from '../http/page-route.js';

export interface PoolDeps {
  readonly stories: PublishedStories;
  /** The current Edition or one of the last hours; undefined for any other number. */
  readonly findEdition: (number: number) => Promise<Edition | undefined>;
}

/**
 * `GET /api/v1/pools/NUMBER`: the candidates of an Edition for picks that are made on the reader's device, the same
 * bytes for every reader. Tagged by its stories: one that is withdrawn is gone from the next answer.
 */
export const poolRoute = ({ stories, findEdition }: PoolDeps): PageRoute => ({
  pattern: '/api/v1/pools/:number{[0-9]+}',
  queryKeys: [],
  cacheable: true,
  async render({ params }) {
    const edition = await findEdition(Number(params.number));
    const contentType = 'application/json; charset=utf-8';
    if (edition === undefined) {
      return {
        status: 404,
        contentType,
        body: '{"code":"not_found","title":"That Edition is not kept any more"}',
        tags: ['pools'],
      };
    }
    const cards = await stories.cards(edition.pool.map(({ storyId }) => storyId as StoryId));
    const body = encodePool(edition.pool, edition.builtAt, ({ storyId }) => {
      const card = cards.get(storyId as StoryId);
      if (card === undefined) return undefined;
      const { path, headline, language, sectionName: sectionLabel } = card;
      return { path, headline, language, sectionLabel };
    });
    return {
      status: 200,
      contentType,
      body,
      tags: ['pools', ...edition.pool.map(({ storyId }) => `story:${storyId}`)],
    };
  },
});
