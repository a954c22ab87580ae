import type { Context } from 'hono';
import type { Instant } from '../../../base/clock.js';
import type { Zone } from '../../../base/zone.js';
import { type StoryId, type StoryStatus, storyStatuses } from '../../../newsroom/stories/story.js';
import type { StoryFilter, StoryLine } from '../../../newsroom/stories/story-store.js';
import { page } from '../layout.js';
import { ShortTime, shortTime } from '../newsroom-dates.js';
import type { NewsroomDeps } from '../newsroom-deps.js';
import type { NewsroomEnv } from '../session.js';
import { statusMarks } from '../story/acts.js';
import { StatusMark } from '../story/status-mark.js';

const linesOnPage = 50;
const mostWordsCharacters = 100;

/** `GET /newsroom`: all stories, last saved first, by the page. */
export async function storyListPage(context: Context<NewsroomEnv>, deps: NewsroomDeps): Promise<Response> {
  const filter = filterOf((name) => context.req.query(name) ?? '');
  // One more than is shown tells whether there is a next page.
  const found = await deps.stories.list(filter, linesOnPage + 1);
  const lines = found.slice(0, linesOnPage);
  const { zone } = deps.paper();
  const last = found.length > linesOnPage ? lines.at(-1) : undefined;
  return page(context, deps, 200, {
    title: 'Stories',
    session: context.get('session'),
    place: '/newsroom',
    children: (
      <>
        <h1 class="for-readers-of-screens">Stories</h1>
        <Filters filter={filter} zone={zone} />
        {lines.length === 0 ? <Nothing filter={filter} /> : <StoryTable lines={lines} zone={zone} />}
        <p class="paging">
          {filter.before && <a href={hrefOfPage(filter, undefined)}>Newest</a>}
          {last && (
            <a href={hrefOfPage(filter, last)} rel="next">
              Older
            </a>
          )}
        </p>
      </>
    ),
  });
}

function filterOf(query: (name: string) => string): StoryFilter {
  const status = storyStatuses.find((each) => each === query('status'));
  const words = query('words').trim().slice(0, mostWordsCharacters);
  const before = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(query('before'));
  return {
    ...(status === undefined ? {} : { status }),
    ...(words === '' ? {} : { words }),
    ...(before ? { before: { savedAt: Number(before[1]), id: before[2] as StoryId } } : {}),
  };
}

function hrefOfPage({ status, words }: StoryFilter, after: StoryLine | undefined): string {
  const query = new URLSearchParams({
    ...(status ? { status } : {}),
    ...(words ? { words } : {}),
    ...(after ? { before: `${after.savedAt}.${after.id}` } : {}),
  }).toString();
  return query === '' ? '/newsroom' : `/newsroom?${query}`;
}

function Filters({ filter, zone }: { readonly filter: StoryFilter; readonly zone: Zone }) {
  return (
    <search>
      <form class="filters" action="/newsroom">
        <label for="status">State</label>
        <select id="status" name="status">
          <option value="">All</option>
          {storyStatuses.map((status) => (
            <option value={status} selected={filter.status === status}>
              {statusMarks[status].word}
            </option>
          ))}
        </select>
        <label for="words">Headline or slugline</label>
        <input id="words" name="words" type="search" value={filter.words ?? ''} dir="auto" />
        <button type="submit">Filter</button>
        {(filter.status || filter.words) && <a href="/newsroom">Clear</a>}
        <span class="hint">Times in {zone}</span>
      </form>
    </search>
  );
}

const Nothing = ({ filter }: { readonly filter: StoryFilter }) =>
  filter.status || filter.words || filter.before ? (
    <p class="nothing">
      No story matches. <a href="/newsroom">Show all</a>
    </p>
  ) : (
    <p class="nothing">
      There are no stories yet. <a href="/newsroom/stories/new">Write the first</a>, or bring some in with
      “broadsheet import”.
    </p>
  );

function StoryTable({ lines, zone }: { readonly lines: readonly StoryLine[]; readonly zone: Zone }) {
  return (
    <table class="lines">
      <thead>
        <tr>
          <th scope="col" class="col-state">
            State
          </th>
          <th scope="col">Headline</th>
          <th scope="col" class="col-section">
            Section
          </th>
          <th scope="col" class="col-language">
            Language
          </th>
          <th scope="col" class="col-time">
            Saved
          </th>
          <th scope="col" class="col-time">
            Out
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row line={line} zone={zone} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ line, zone }: { readonly line: StoryLine; readonly zone: Zone }) {
  const { id, status, headline, language, sectionName, savedAt, copyOf } = line;
  const out = outOf(line);
  return (
    <tr>
      <td class="col-state">
        <StatusMark status={status} />
      </td>
      <th scope="row" class="col-headline">
        <a href={`/newsroom/stories/${id}`} lang={language} dir="auto">
          {copyOf && <CopyMark copyOf={copyOf} zone={zone} />}
          {headline || 'No headline yet'}
        </a>
      </th>
      <td class="col-section">{sectionName}</td>
      <td class="col-language">{language}</td>
      <td class="col-time">
        <ShortTime instant={savedAt} zone={zone} />
      </td>
      <td class="col-time">{out && <ShortTime instant={out} zone={zone} />}</td>
    </tr>
  );
}

/** Before the headline, whose end may be cut off; with a direction of its own it leaves the headline's alone. */
const CopyMark = ({
  copyOf,
  zone,
}: {
  readonly copyOf: NonNullable<StoryLine['copyOf']>;
  readonly zone: Zone;
}) => (
  <span class="hint" lang="en" dir="ltr">
    Copy{copyOf.firstPublishedAt !== undefined && `, first out ${shortTime(copyOf.firstPublishedAt, zone)}`} ·{' '}
  </span>
);

/** When readers got it or will get it; the state beside it says which. */
const outOf = ({ status, scheduledFor, firstPublishedAt }: StoryLine): Instant | undefined =>
  (status satisfies StoryStatus) === 'scheduled' ? scheduledFor : firstPublishedAt;
