import type { Instant } from '../../base/clock.js';
import { paperTag, pathTag } from '../cache-tags.js';
import { htmlPage, type Rendered } from '../http/page-route.js';
import { type Chrome, chromeOf, langOf } from '../theme/chrome.js';
import { Time } from '../theme/dates.js';
import { renderDocument } from '../theme/document.js';
import { Phrase } from '../theme/phrase.js';
import { loadChrome } from './load-chrome.js';
import type { SiteDeps } from './site-deps.js';

interface Refusal {
  readonly title: string;
  readonly text: string;
  /** Language of the title and text where it is not the page's. */
  readonly language?: string;
  readonly label?: string;
  /** A label with a `{ground}` slot, and the ground. */
  readonly grounded?: { readonly label: string; readonly ground: string };
  /** A label with a `{time}` slot, and its time. */
  readonly dated?: { readonly label: string; readonly at: Instant };
}

function RefusalPage({ chrome, refusal }: { readonly chrome: Chrome; readonly refusal: Refusal }) {
  const { title, text, language, label, grounded, dated } = refusal;
  const { labels, writing } = chrome;
  return (
    <div class="refusal">
      {label !== undefined && <p class="kicker">{label}</p>}
      <div {...(language === undefined ? {} : langOf(chrome, language))}>
        <h1>{title}</h1>
        <p class="standfirst">{text}</p>
      </div>
      {grounded !== undefined && (
        <p>
          <Phrase text={grounded.label} slots={{ ground: <bdi>{grounded.ground}</bdi> }} />
        </p>
      )}
      {dated !== undefined && (
        <p class="dates">
          <Phrase
            text={dated.label}
            slots={{ time: <Time instant={dated.at} style="full" writing={writing} /> }}
          />
        </p>
      )}
      <p class="ways-on">
        <a href="/">{labels.toFront}</a> <a href="/search">{labels.search}</a>
      </p>
    </div>
  );
}

const refusalHtml = (chrome: Chrome, refusal: Refusal): string =>
  renderDocument({
    chrome,
    facts: { title: refusal.title, description: '' },
    children: <RefusalPage chrome={chrome} refusal={refusal} />,
  });

/** 404: nothing was ever here. */
export async function notFoundPage(deps: SiteDeps, path: string): Promise<Rendered> {
  const chrome = await loadChrome(deps);
  const { notFoundTitle: title, notFoundText: text } = chrome.labels;
  return htmlPage(404, refusalHtml(chrome, { title, text }), [pathTag(path), paperTag]);
}

/** What a withdrawn or erased story leaves at its address. */
export type Gone =
  | {
      readonly kind: 'withdrawn';
      readonly headline: string;
      readonly language: string;
      readonly notice: string;
      readonly at: Instant;
    }
  | { readonly kind: 'erased'; readonly at: Instant; readonly ground: string };

/** 410, with the notice of a withdrawal; of an erased story only that it was, when, and on what ground. */
export async function gonePage(deps: SiteDeps, path: string, gone: Gone): Promise<Rendered> {
  const chrome = await loadChrome(deps);
  return htmlPage(410, refusalHtml(chrome, goneWords(chrome, gone)), [pathTag(path), paperTag]);
}

function goneWords({ labels }: Chrome, gone: Gone): Refusal {
  if (gone.kind === 'erased') {
    return {
      title: labels.erasedTitle,
      text: labels.erasedText,
      dated: { label: labels.erasedAt, at: gone.at },
      ...(gone.ground === '' ? {} : { grounded: { label: labels.erasedGround, ground: gone.ground } }),
    };
  }
  const dated = { label: labels.withdrawnAt, at: gone.at };
  if (gone.notice === '') return { title: labels.withdrawnTitle, text: labels.withdrawnNoReason, dated };
  return {
    label: labels.withdrawnTitle,
    title: gone.headline,
    text: gone.notice,
    language: gone.language,
    dated,
  };
}

/** 500 and its like: says that the fault is ours, and nothing of what it was. Needs no database. */
export function errorPage(
  deps: Pick<SiteDeps, 'paper' | 'siteUrl' | 'asset' | 'clock'>,
  status = 500,
): Rendered {
  const chrome = chromeOf(deps.paper(), [], deps.siteUrl(), deps.asset, deps.clock());
  const { errorTitle: title, errorText: text } = chrome.labels;
  return htmlPage(status, refusalHtml(chrome, { title, text }), []);
}
