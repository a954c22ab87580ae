import { topicHref } from '../addresses.js';
import { cardTags, paperTag, tagsOf, topicTag } from '../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import { Breadcrumb } from '../theme/breadcrumb.js';
import { renderDocument } from '../theme/document.js';
import { phraseText } from '../theme/phrase.js';
import { findDatedPage } from './dated-page.js';
import { DatedList } from './lists/dated-list.js';
import { loadChrome } from './load-chrome.js';
import { notFoundPage } from './refusal-pages.js';
import type { SiteDeps } from './site-deps.js';

/** /topic/SLUG: the stories that carry a topic. */
export async function topicPage(deps: SiteDeps, request: PageRequest): Promise<Rendered> {
  const topic = await deps.directory.findTopic(request.path.slice('/topic/'.length));
  if (topic === undefined) return notFoundPage(deps, request.path);
  const page = await findDatedPage(deps, { kind: 'topic', topicSlug: topic.slug }, request);
  if (page === undefined) return notFoundPage(deps, request.path);
  const chrome = await loadChrome(deps);
  const href = topicHref(topic.slug);
  const html = renderDocument({
    chrome,
    facts: {
      title: topic.name,
      description: phraseText(chrome.labels.storiesOn, { name: topic.name }),
      canonical: page.isFirst ? href : `${href}?after=${page.after}`,
      feedsOf: href,
    },
    children: (
      <div class="list-layout">
        <header class="list-head">
          <Breadcrumb chrome={chrome} sections={[]} />
          <h1 dir="auto">{topic.name}</h1>
        </header>
        <DatedList chrome={chrome} page={page} href={href} />
      </div>
    ),
  });
  return htmlPage(200, html, tagsOf(topicTag(topic.slug), paperTag, cardTags(page.cards)));
}
