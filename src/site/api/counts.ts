import type { CountedStories } from '../../audience/ledger/counted-story.js';
import type { PublicCounts } from '../../discovery/public-counts.js';
import type { Paper, PathTarget, PublishedStories } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { storyCountsHref } from '../addresses.js';
import { countsTag, ledgerTag, paperTag, pathTag, storyTag } from '../cache-tags.js';
import type { PageRequest, PageRoute, Rendered } from '../http/page-route.js';
import { countsJson } from './counts-json.js';

export interface CountsDeps {
  readonly stories: Pick<PublishedStories, 'findByPath'>;
  readonly counted: CountedStories;
  readonly lists: { counts(storyId: StoryId): PublicCounts | undefined };
  readonly paper: () => Pick<Paper, 'zone'>;
  readonly siteUrl: () => string;
}

/**
 * `GET /api/v1/stories/STORY-PATH/counts`: what the page "how this story was counted" shows, as JSON, and under the same
 * tags. An address without a public story answers as its page does: 404, 410, or 301 to where the story went.
 */
export const countsRoute = (deps: CountsDeps): PageRoute => ({
  pattern: '/api/v1/stories/:path{.+}/counts',
  queryKeys: [],
  cacheable: true,
  render: (request) => storyCounts(deps, request),
});

const addressPattern = /^\/api\/v1\/stories(\/.+)\/counts$/;

async function storyCounts(deps: CountsDeps, { path: address, now }: PageRequest): Promise<Rendered> {
  const path = addressPattern.exec(address)?.[1] ?? '';
  const target = await deps.stories.findByPath(path);
  if (target?.kind !== 'story') return refusal(path, target);
  const { story } = target.story;
  const counted = await deps.counted.countedStory(story.id);
  const counts = deps.lists.counts(story.id);
  const body = countsJson({ story, counted, counts, zone: deps.paper().zone, siteUrl: deps.siteUrl(), now });
  return json(200, body, [storyTag(story.id), countsTag(story.id), pathTag(path), ledgerTag, paperTag]);
}

const json = (status: number, body: object, tags: readonly string[]): Rendered => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
  tags,
});

/** Of a story that is gone, only what readers are told at its own address, and not its headline. */
function refusal(path: string, target: Exclude<PathTarget, { kind: 'story' }> | undefined): Rendered {
  const tags = [pathTag(path)];
  switch (target?.kind) {
    case undefined:
      return json(404, { code: 'not_found', title: 'No story is at that address' }, tags);
    case 'moved':
      return {
        ...json(301, {}, [...tags, pathTag(target.to)]),
        headers: { location: storyCountsHref(target.to) },
      };
    case 'withdrawn': {
      const at = new Date(target.at).toISOString();
      return json(410, { code: 'gone', title: 'The story was withdrawn', at, notice: target.notice }, tags);
    }
    case 'erased': {
      const at = new Date(target.at).toISOString();
      return json(410, { code: 'gone', title: 'The story was erased', at, ground: target.ground }, tags);
    }
  }
}
