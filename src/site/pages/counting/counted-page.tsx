import type { CountedStory } from '../../../audience/ledger/counted-story.js';
import type { Instant } from '../../../base/clock.js';
import type { PublicCounts } from '../../../discovery/public-counts.js';
import type { PublishedStory } from '../../../newsroom/stories/published-stories.js';
import { countedHref, hrefOf, storyCountsHref } from '../../addresses.js';
import { countsTag, ledgerTag, paperTag, pathTag, storyTag, tagsOf } from '../../cache-tags.js';
import { htmlPage, type PageRequest, type Rendered } from '../../http/page-route.js';
import { Breadcrumb } from '../../theme/breadcrumb.js';
import { type Chrome, langOf } from '../../theme/chrome.js';
import { formatCount, Time, type Writing } from '../../theme/dates.js';
import { renderDocument } from '../../theme/document.js';
import { loadChrome } from '../load-chrome.js';
import { gonePage, notFoundPage } from '../refusal-pages.js';
import type { SiteDeps } from '../site-deps.js';
import { ClassTable, droppedTotal } from './class-table.js';
import { ClosedDays } from './closed-days.js';
import { HourChart } from './hour-chart.js';
import { ImportedCounts } from './imported-counts.js';
import { ReaderError } from './reader-error.js';
import { Restatements } from './restatements.js';

/** /counted/STORY-PATH: how this story's number came about, from the ledger. */
export async function countedPage(deps: SiteDeps, request: PageRequest): Promise<Rendered> {
  // The tag of the story's own address: whatever comes to it or leaves it changes this page too.
  const path = request.path.slice('/counted'.length);
  const target = await deps.stories.findByPath(path);
  if (target === undefined) return notFoundPage(deps, path);
  if (target.kind === 'moved') return movedTo(target.to, path);
  if (target.kind !== 'story') return gonePage(deps, path, target);
  const { story } = target.story;
  const [chrome, counted] = await Promise.all([loadChrome(deps), deps.counted.countedStory(story.id)]);
  const view = {
    chrome,
    counted,
    published: target.story,
    counts: deps.lists.counts(story.id),
    now: request.now,
    countsWithoutScript: deps.countsWithoutScript,
  };
  const html = renderDocument({
    chrome,
    facts: {
      title: `How this story was counted: ${story.headline}`,
      description: '',
      canonical: countedHref(story.path),
    },
    children: <CountedPage {...view} />,
  });
  return htmlPage(
    200,
    html,
    tagsOf(storyTag(story.id), countsTag(story.id), pathTag(path), ledgerTag, paperTag),
  );
}

const movedTo = (to: string, from: string): Rendered => ({
  status: 301,
  contentType: 'text/plain; charset=utf-8',
  body: '',
  tags: [pathTag(from), pathTag(to)],
  headers: { location: countedHref(to) },
});

interface CountedView {
  readonly countsWithoutScript: boolean;
  readonly chrome: Chrome;
  readonly counted: CountedStory;
  readonly published: PublishedStory;
  readonly counts: PublicCounts | undefined;
  readonly now: Instant;
}

function CountedPage({ chrome, counted, published, counts, now, countsWithoutScript }: CountedView) {
  const { story, sections } = published;
  const writing = writingInEnglish(chrome);
  return (
    <div class="prose numbers" {...langOf(chrome, 'en')}>
      <Breadcrumb chrome={chrome} sections={sections} />
      <p class="kicker">How this story was counted</p>
      <h1 {...langOf(chrome, story.language)}>
        <a href={hrefOf(story.path)}>{story.headline}</a>
      </h1>
      <PublicNumber writing={writing} counts={counts} counted={counted} now={now} storyPath={story.path} />
      <h2>Views by hour, the last seven days</h2>
      <HourChart hours={counted.hours} now={now} writing={writing} />
      <h2>Everything that arrived, and what became of it</h2>
      <Filtered counted={counted} writing={writing} />
      <ClassTable totals={counted.totals} dropped={counted.dropped} writing={writing} />
      <ul class="facts">
        <li>
          Views that lasted long enough to be a read: <b>{formatCount(counted.reads, writing)}</b>.
        </li>
        <li>
          “Worth reading”, given and not taken back: <b>{formatCount(counted.reactions, writing)}</b>.
        </li>
        <li>
          Fetched by browsers without scripts: <b>{formatCount(counted.withoutScript, writing)}</b>. These are
          in no other number{countsWithoutScript ? '.' : ', and are not counted any more.'}
        </li>
      </ul>
      {counted.importedCounts.length > 0 && (
        <ImportedCounts counts={counted.importedCounts} writing={writing} />
      )}
      {counted.restatements.length > 0 && (
        <Restatements restatements={counted.restatements} writing={writing} />
      )}
      {counted.closedDays.length > 0 ? (
        <ClosedDays days={counted.closedDays} writing={writing} />
      ) : (
        <p>No day of this story is closed yet.</p>
      )}
      <p>
        Counted by version {counted.rulesVersion} of <a href="/how-we-count">our rules</a>, from{' '}
        <a href="/what-we-store">what we store</a>. <ReaderError />
      </p>
    </div>
  );
}

/** The words of this page are English; a date between them reads in their order, not in the paper's. */
const writingInEnglish = ({ writing, labels }: Chrome): Writing =>
  labels.language === 'en' ? writing : { ...writing, locale: 'en-GB' };

function Filtered({ counted, writing }: Pick<CountedView, 'counted'> & { readonly writing: Writing }) {
  const dropped = droppedTotal(counted.dropped);
  const arrived = dropped + (counted.totals.valid ?? 0);
  if (arrived === 0) return null;
  return (
    <p>
      Views that were reported to us: {formatCount(arrived, writing)}. Not in the public number, for the
      reasons below: {formatCount(dropped, writing)}, each kept under its own heading.
    </p>
  );
}

function PublicNumber({
  writing,
  counts,
  counted,
  now,
  storyPath,
}: Pick<CountedView, 'counts' | 'counted' | 'now'> & {
  readonly writing: Writing;
  readonly storyPath: string;
}) {
  const inLedger = counted.totals.valid ?? 0;
  const ledgerNow = (
    <>
      The ledger held {formatCount(inLedger, writing)} when this page was made,{' '}
      <Time instant={now} style="full" writing={writing} />.
    </>
  );
  if (counts === undefined) {
    return <p class="standfirst">This story has no public number yet. {ledgerNow}</p>;
  }
  return (
    <>
      <p class="public-number">
        <b>{formatCount(counts.views, writing)}</b> {counts.views === 1 ? 'view' : 'views'} at{' '}
        <Time instant={counts.at} style="full" writing={writing} />
      </p>
      <p>
        That is the number of Edition {counts.edition}: on the story’s page, in the lists, in feeds and in{' '}
        <a href={storyCountsHref(storyPath)}>what machines read</a>. {ledgerNow}{' '}
        {inLedger !== counts.views && 'The difference comes with the next public number.'}
      </p>
    </>
  );
}
