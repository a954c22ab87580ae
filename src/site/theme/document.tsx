import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { directionOf } from '../../newsroom/stories/story.js';
import { feedHref, sectionHref } from '../addresses.js';
import { type Chrome, langOf } from './chrome.js';
import { Head, type HeadFacts } from './head.js';

interface DocumentProps {
  readonly chrome: Chrome;
  readonly facts: HeadFacts;
  /** The front carries the paper's name large, as its heading; all other pages small, as a link home. */
  readonly masthead?: 'large' | 'small';
  /** Path of the section that the page belongs to, for the mark in the list of sections. */
  readonly sectionPath?: string;
  readonly children: ComponentChildren;
}

/** A whole page as text. */
export const renderDocument = (props: DocumentProps): string =>
  `<!doctype html>${render(<Document {...props} />)}`;

function Document({ chrome, facts, masthead = 'small', sectionPath = '', children }: DocumentProps) {
  const { labels } = chrome;
  return (
    <html lang={labels.language} dir={directionOf(labels.language)}>
      <Head chrome={chrome} facts={facts} />
      <body>
        <a class="skip" href="#content">
          {labels.skipToContent}
        </a>
        {chrome.paper.isDemo && <DemoSign chrome={chrome} />}
        <Masthead chrome={chrome} size={masthead} sectionPath={sectionPath} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
        <Foot chrome={chrome} feedsOf={facts.feedsOf ?? '/'} />
      </body>
    </html>
  );
}

const DemoSign = ({ chrome: { labels, paper } }: { readonly chrome: Chrome }) => (
  <aside class="demo-sign" aria-label={labels.demonstration}>
    <p>
      <strong>{labels.demonstration}</strong> <bdi>{paper.about}</bdi>
    </p>
  </aside>
);

interface MastheadProps {
  readonly chrome: Chrome;
  readonly size: 'large' | 'small';
  readonly sectionPath: string;
}

function Masthead({ chrome, size, sectionPath }: MastheadProps) {
  const { paper, labels, sections } = chrome;
  const name = <span {...langOf(chrome, paper.language)}>{paper.name}</span>;
  return (
    <header class={`masthead masthead-${size}`}>
      {size === 'large' ? <h1 class="paper-name">{name}</h1> : <HomeLink name={name} />}
      {size === 'large' && paper.tagline !== '' && <p class="tagline">{paper.tagline}</p>}
      <nav class="sections" aria-label={labels.sections}>
        <ul>
          {sections
            .filter(({ parentId }) => parentId === null)
            .map(({ path, name: sectionName }) => (
              <li>
                <a
                  href={sectionHref(path)}
                  dir="auto"
                  aria-current={isWithin(sectionPath, path) ? 'true' : undefined}
                >
                  {sectionName}
                </a>
              </li>
            ))}
          <li class="search-link">
            <a href="/search">{labels.search}</a>
          </li>
        </ul>
      </nav>
    </header>
  );
}

const HomeLink = ({ name }: { readonly name: ComponentChildren }) => (
  <p class="paper-name">
    <a href="/">{name}</a>
  </p>
);

const isWithin = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);

function Foot({ chrome, feedsOf }: { readonly chrome: Chrome; readonly feedsOf: string }) {
  const { paper, labels } = chrome;
  return (
    <footer class="foot">
      <p class="paper-name">
        <a href="/" {...langOf(chrome, paper.language)}>
          {paper.name}
        </a>
      </p>
      {paper.about !== '' && !paper.isDemo && <p {...langOf(chrome, paper.language)}>{paper.about}</p>}
      <ul class="foot-links">
        <li>
          <a href="/how-we-count">{labels.howWeCount}</a>
        </li>
        <li>
          <a href="/corrections">{labels.corrections}</a>
        </li>
        <li>
          <a href="/search">{labels.search}</a>
        </li>
        <li>
          <a href={feedHref(feedsOf, 'rss')}>RSS</a>
        </li>
        <li>
          <a href={feedHref(feedsOf, 'atom')}>Atom</a>
        </li>
        <li>
          <a href={feedHref(feedsOf, 'json')}>JSON Feed</a>
        </li>
      </ul>
    </footer>
  );
}
