import { contributorHref } from '../addresses.js';
import { cardTags, contributorTag, paperTag, tagsOf } from '../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import { Breadcrumb } from '../theme/breadcrumb.js';
import { renderDocument } from '../theme/document.js';
import { phraseText } from '../theme/phrase.js';
import { findDatedPage } from './dated-page.js';
import { DatedList } from './lists/dated-list.js';
import { loadChrome } from './load-chrome.js';
import { notFoundPage } from './refusal-pages.js';
import type { SiteDeps } from './site-deps.js';

/** /by/SLUG: who it is, and what we published of theirs. */
export async function contributorPage(deps: SiteDeps, request: PageRequest): Promise<Rendered> {
  const contributor = await deps.directory.findContributor(request.path.slice('/by/'.length));
  if (contributor === undefined) return notFoundPage(deps, request.path);
  const page = await findDatedPage(deps, { kind: 'contributor', contributorId: contributor.id }, request);
  if (page === undefined) return notFoundPage(deps, request.path);
  const chrome = await loadChrome(deps);
  const { name, slug, title, biography } = contributor;
  const href = contributorHref(slug);
  const html = renderDocument({
    chrome,
    facts: {
      title: name,
      description: biography || phraseText(chrome.labels.storyBy, { name }),
      canonical: page.isFirst ? href : `${href}?after=${page.after}`,
      feedsOf: href,
    },
    children: (
      <div class="list-layout">
        <header class="list-head">
          <Breadcrumb chrome={chrome} sections={[]} />
          <h1 dir="auto">{name}</h1>
          {title !== '' && (
            <p class="standfirst" dir="auto">
              {title}
            </p>
          )}
          {biography !== '' && (
            <p class="biography" dir="auto">
              {biography}
            </p>
          )}
        </header>
        <DatedList chrome={chrome} page={page} href={href} />
      </div>
    ),
  });
  return htmlPage(200, html, tagsOf(contributorTag(contributor.id), paperTag, cardTags(page.cards)));
}
