import type { Zone } from '../../../base/zone.js';
import type { Story } from '../../../newsroom/stories/story.js';
import { hrefOf } from '../../addresses.js';
import { formatCount } from '../../theme/dates.js';
import { accessKey } from '../access-key.js';
import { fullTime, shortTime } from '../newsroom-dates.js';
import type { CountsAt } from '../newsroom-deps.js';
import { CopyOf } from './copy-of.js';
import { editorHref } from './editor-href.js';
import { StatusMark } from './status-mark.js';

interface StateBoxProps {
  readonly story: Story | undefined;
  readonly zone: Zone;
  readonly publicCounts: CountsAt | undefined;
  readonly liveCounts: CountsAt | undefined;
  /** What the story is a copy of. */
  readonly copied: Story | undefined;
}

/** What the story is now, its instants, and the ways to its other pages. */
export function StateBox({ story, zone, publicCounts, liveCounts, copied }: StateBoxProps) {
  if (story === undefined) return null;
  const base = editorHref(story);
  return (
    <section class="state" aria-label="State">
      <p>
        <StatusMark status={story.status} />
      </p>
      <dl>
        {instantsOf(story, zone).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
        {publicCounts && (
          <>
            <dt>Public</dt>
            <dd>{inWords(publicCounts, zone)}</dd>
          </>
        )}
        {liveCounts && (
          <>
            <dt>Live</dt>
            <dd>{inWords(liveCounts, zone)} (not the public number)</dd>
          </>
        )}
      </dl>
      {copied && <CopyOf first={copied} zone={zone} />}
      <ul class="ways">
        <li>
          <a href={`${base}/preview`} {...accessKey('v')} target="_blank" rel="noopener">
            Preview
          </a>
        </li>
        <li>
          <a href={`${base}/history`} {...accessKey('h')}>
            History
          </a>
        </li>
        {story.status === 'published' && (
          <li>
            <a href={`${base}/related`}>Related</a>
          </li>
        )}
        {story.status === 'published' && (
          <li>
            <a href={hrefOf(story.path)}>Public page</a>
          </li>
        )}
      </ul>
    </section>
  );
}

function inWords({ views, reactions, at }: CountsAt, zone: Zone): string {
  return `${counted(views, 'view')}, ${counted(reactions, 'reaction')} at ${shortTime(at, zone)}`;
}

const counted = (count: number, thing: string): string =>
  `${formatCount(count, { locale: 'en-GB' })} ${count === 1 ? thing : `${thing}s`}`;

function instantsOf(story: Story, zone: Zone): readonly (readonly [string, string])[] {
  const { source } = story;
  const times = [
    ['Created', story.createdAt],
    ['Imported', story.importedAt],
    ['Source’s date', story.sourcePublishedAt],
    ['Embargoed until', story.embargoedUntil],
    ['Scheduled for', story.scheduledFor],
    ['First published', story.firstPublishedAt],
    ['Updated', story.updatedAt],
    ['Withdrawn', story.withdrawnAt],
  ] as const;
  const shown = times.flatMap(([name, instant]) =>
    instant === undefined ? [] : [[name, fullTime(instant, zone)] as const],
  );
  const assumed = story.sourceZoneAssumed
    ? [['', 'The source named no zone; the paper’s was assumed'] as const]
    : [];
  const from = source ? [['Source', source.publisher || source.canonicalUrl] as const] : [];
  return [...shown, ...assumed, ...from];
}
