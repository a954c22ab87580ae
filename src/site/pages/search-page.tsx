import type { SearchHits, SnippetPiece } from '../../newsroom/stories/story-search.js';
import { htmlPage, type PageRequest, type Rendered } from '../http/page-route.js';
import { Breadcrumb } from '../theme/breadcrumb.js';
import { type Chrome, langOf } from '../theme/chrome.js';
import { renderDocument } from '../theme/document.js';
import { phraseText } from '../theme/phrase.js';
import { DatedRow } from '../theme/story-card.js';
import { loadChrome } from './load-chrome.js';
import type { SiteDeps } from './site-deps.js';

const hitsAPage = 20;
const lastPage = 50;
const queryMaxCharacters = 200;

interface Asked {
  readonly query: string;
  readonly order: 'newest' | 'best';
  readonly page: number;
}

/** /search. Not kept in caches and not to be found by other search engines: it is a tool, not a page of the paper. */
export async function searchPage(deps: SiteDeps, { query }: PageRequest): Promise<Rendered> {
  const chrome = await loadChrome(deps);
  const asked = askedOf(query);
  const found =
    asked.query === ''
      ? undefined
      : await deps.search.search({ ...asked, language: chrome.paper.language, pageSize: hitsAPage });
  const { labels } = chrome;
  const title = found === undefined ? labels.search : phraseText(labels.resultsFor, { query: asked.query });
  const html = renderDocument({
    chrome,
    facts: { title, description: '' },
    children: (
      <div class="list-layout">
        <header class="list-head">
          <Breadcrumb chrome={chrome} sections={[]} />
          <h1>{title}</h1>
          <SearchForm chrome={chrome} asked={asked} />
        </header>
        {found !== undefined && <Hits chrome={chrome} asked={asked} found={found} />}
      </div>
    ),
  });
  return htmlPage(200, html, []);
}

function askedOf({ q = '', order, page = '1' }: PageRequest['query']): Asked {
  const number = /^\d{1,3}$/.test(page) ? Number(page) : 1;
  return {
    query: [...q.trim()].slice(0, queryMaxCharacters).join(''),
    order: order === 'best' ? 'best' : 'newest',
    page: Math.min(lastPage, Math.max(1, number)),
  };
}

function SearchForm({ chrome: { labels }, asked }: { readonly chrome: Chrome; readonly asked: Asked }) {
  return (
    <search>
      <form class="search" action="/search" method="get">
        <label for="q">{labels.searchFor}</label>
        <input id="q" name="q" type="search" value={asked.query} maxLength={queryMaxCharacters} dir="auto" />
        <label for="order">{labels.searchOrder}</label>
        <select id="order" name="order">
          <option value="newest" selected={asked.order === 'newest'}>
            {labels.orderNewest}
          </option>
          <option value="best" selected={asked.order === 'best'}>
            {labels.orderBest}
          </option>
        </select>
        <button type="submit">{labels.search}</button>
        <p class="hint">{labels.searchHint}</p>
      </form>
    </search>
  );
}

interface HitsProps {
  readonly chrome: Chrome;
  readonly asked: Asked;
  readonly found: SearchHits;
}

function Hits({ chrome, asked, found }: HitsProps) {
  const { labels } = chrome;
  if (found.hits.length === 0) {
    return (
      <div class="nothing">
        <p>{labels.nothingFound}</p>
        <p class="hint">{labels.nothingFoundHint}</p>
      </div>
    );
  }
  return (
    <div class="dated">
      <ol class="dated-list">
        {found.hits.map(({ card, snippet }) => (
          <DatedRow chrome={chrome} card={card}>
            <p class="card-standfirst" {...langOf(chrome, card.language)}>
              <Snippet pieces={snippet} />
            </p>
          </DatedRow>
        ))}
      </ol>
      <Pages chrome={chrome} asked={asked} hasMore={found.hasMore && asked.page < lastPage} />
    </div>
  );
}

const Snippet = ({ pieces }: { readonly pieces: readonly SnippetPiece[] }) => (
  <>{pieces.map(({ text, hit }) => (hit ? <mark>{text}</mark> : text))}</>
);

interface PagesProps {
  readonly chrome: Chrome;
  readonly asked: Asked;
  readonly hasMore: boolean;
}

function Pages({ chrome: { labels }, asked, hasMore }: PagesProps) {
  if (asked.page === 1 && !hasMore) return null;
  const hrefOfPage = (page: number) =>
    `/search?${new URLSearchParams({ q: asked.query, order: asked.order, page: String(page) })}`;
  return (
    <p class="ways-on">
      {asked.page > 1 && (
        <a href={hrefOfPage(asked.page - 1)} rel="prev">
          {labels.previousPage}
        </a>
      )}{' '}
      {hasMore && (
        <a href={hrefOfPage(asked.page + 1)} rel="next">
          {labels.nextPage}
        </a>
      )}
    </p>
  );
}
