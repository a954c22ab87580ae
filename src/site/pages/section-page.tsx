import type { Section } from '../../newsroom/sections/section.js';
import { sectionHref } from '../addresses.js';
import { cardTags, dayTag, paperTag, sectionTag, tagsOf } from '../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import { Breadcrumb } from '../theme/breadcrumb.js';
import { renderDocument } from '../theme/document.js';
import { phraseText } from '../theme/phrase.js';
import { findDatedPage } from './dated-page.js';
import { DatedList } from './lists/dated-list.js';
import { RankingBlock } from './lists/ranking-block.js';
import { loadChrome } from './load-chrome.js';
import { notFoundPage } from './refusal-pages.js';
import type { SiteDeps } from './site-deps.js';

/** A section with all below it, newest first, a page at a time. */
export async function sectionPage(deps: SiteDeps, request: PageRequest, section: Section): Promise<Rendered> {
  const page = await findDatedPage(deps, { kind: 'section', sectionId: section.id }, request);
  if (page === undefined) return notFoundPage(deps, request.path);
  const [chrome, lists] = await Promise.all([loadChrome(deps), deps.lists.forSection(section.path)]);
  const ancestors = chrome.sections.filter(({ path }) => section.path.startsWith(`${path}/`));
  const children = chrome.sections.filter(({ parentId }) => parentId === section.id);
  const href = sectionHref(section.path);
  const html = renderDocument({
    chrome,
    sectionPath: section.path,
    facts: {
      title: section.name,
      description: phraseText(chrome.labels.latestIn, { name: section.name }),
      canonical: page.isFirst ? href : `${href}?after=${page.after}`,
      feedsOf: href,
    },
    children: (
      <div class="list-layout">
        <header class="list-head">
          <Breadcrumb chrome={chrome} sections={ancestors} />
          <h1 dir="auto">{section.name}</h1>
          <Subsections sections={children} label={chrome.labels.subsections} />
        </header>
        <DatedList chrome={chrome} page={page} href={href} />
        <RankingBlock
          chrome={chrome}
          ranking={lists.ranking}
          edition={lists.edition}
          sectionName={section.name}
        />
      </div>
    ),
  });
  const ranked = lists.ranking.rows.map(({ card }) => card);
  return htmlPage(
    200,
    html,
    tagsOf(sectionTag(section.id), paperTag, dayTag, lists.tags, cardTags([...page.cards, ...ranked])),
  );
}

const Subsections = ({
  sections,
  label,
}: {
  readonly sections: readonly Section[];
  readonly label: string;
}) =>
  sections.length === 0 ? null : (
    <nav class="subsections" aria-label={label}>
      <ul>
        {sections.map(({ path, name }) => (
          <li>
            <a href={sectionHref(path)} dir="auto">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
