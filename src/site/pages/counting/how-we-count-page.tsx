import { paperTag } from '../../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../../http/page-route.js';
import { Breadcrumb } from '../../theme/breadcrumb.js';
import { langOf } from '../../theme/chrome.js';
import { renderDocument } from '../../theme/document.js';
import { loadChrome } from '../load-chrome.js';
import type { SiteDeps } from '../site-deps.js';
import { RuleBook } from './rule-book.js';
import { RuleTable } from './rule-table.js';

/** /how-we-count: the rules in words, then each number that the code counts by. */
export async function howWeCountPage(deps: SiteDeps, _: PageRequest): Promise<Rendered> {
  const chrome = await loadChrome(deps);
  const { howWeCount } = chrome.labels;
  const html = renderDocument({
    chrome,
    facts: {
      title: howWeCount,
      description: 'What is a view here, who counts as a reader, and how every number can be checked.',
      canonical: '/how-we-count',
    },
    children: (
      <div class="prose" {...langOf(chrome, 'en')}>
        <Breadcrumb chrome={chrome} sections={[]} />
        <h1>{howWeCount}</h1>
        <RuleBook countsWithoutScript={deps.countsWithoutScript} />
        <RuleTable />
      </div>
    ),
  });
  return htmlPage(200, html, [paperTag]);
}
