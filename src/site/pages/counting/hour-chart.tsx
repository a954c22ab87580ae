import type { CountedHour } from '../../../audience/ledger/counted-story.js';
import { hourMs, type Instant } from '../../../base/clock.js';
import { hourIn } from '../../../base/zone.js';
import { formatCount, formatInstant, Time, type Writing } from '../../theme/dates.js';

const hoursShown = 7 * 24;
const recentHours = 24;
const barWidth = 5;
const plotHeight = 140;
const labelHeight = 40;

interface HourBar {
  readonly startsAt: Instant;
  readonly views: number;
}

/** One bar for each of the last 168 hours, oldest first; an hour that the ledger does not name had no views. */
export function hourBars(hours: readonly CountedHour[], now: Instant, zone: string): HourBar[] {
  const viewsAt = new Map(hours.map(({ hourStartsAt, views }) => [hourStartsAt, views.valid ?? 0]));
  const current = hourIn(now, zone);
  return Array.from({ length: hoursShown }, (_, index) => {
    const startsAt = current - (hoursShown - 1 - index) * hourMs;
    return { startsAt, views: viewsAt.get(startsAt) ?? 0 };
  });
}

interface HourChartProps {
  readonly hours: readonly CountedHour[];
  readonly now: Instant;
  readonly writing: Writing;
}

/** The last day in the accent, the days before in grey; the peak is labelled, the table stands behind. */
export function HourChart({ hours, now, writing }: HourChartProps) {
  const bars = hourBars(hours, now, writing.zone);
  const peak = bars.reduce((highest, bar) => (bar.views > highest.views ? bar : highest));
  if (peak.views === 0) return <p>No view was counted in these seven days.</p>;
  return (
    <figure class="hour-chart">
      <svg viewBox={`0 0 ${hoursShown * barWidth} ${plotHeight + labelHeight}`} role="img">
        <title>Views by hour, the last seven days</title>
        {bars.map((bar, index) => (
          <Bar bar={bar} index={index} peakViews={peak.views} />
        ))}
        <line x1={0} x2={hoursShown * barWidth} y1={plotHeight} y2={plotHeight} class="axis" />
        {bars.map((bar, index) => index % 24 === 0 && <DayLabel bar={bar} index={index} writing={writing} />)}
      </svg>
      <figcaption>
        Most in one hour: {formatCount(peak.views, writing)}, from{' '}
        <Time instant={peak.startsAt} style="full" writing={writing} />. The last 24 hours are in colour.
      </figcaption>
      <HourTable bars={bars} writing={writing} />
    </figure>
  );
}

function Bar({
  bar,
  index,
  peakViews,
}: {
  readonly bar: HourBar;
  readonly index: number;
  readonly peakViews: number;
}) {
  if (bar.views === 0) return null;
  const height = Math.max(1, (bar.views / peakViews) * plotHeight);
  return (
    <rect
      class={index >= hoursShown - recentHours ? 'bar recent' : 'bar'}
      x={index * barWidth}
      y={(plotHeight - height).toFixed(1)}
      width={barWidth - 1}
      height={height.toFixed(1)}
    />
  );
}

/** Under the first bar of each span of 24 hours, the day and hour at which it starts. */
const DayLabel = ({
  bar,
  index,
  writing,
}: {
  readonly bar: HourBar;
  readonly index: number;
  readonly writing: Writing;
}) => (
  <text x={index * barWidth} y={plotHeight + 16} class="axis-label">
    {formatInstant(bar.startsAt, 'weekday', writing)}
    <tspan x={index * barWidth} dy={15}>
      {formatInstant(bar.startsAt, 'time', writing)}
    </tspan>
  </text>
);

const HourTable = ({ bars, writing }: { readonly bars: readonly HourBar[]; readonly writing: Writing }) => (
  <details>
    <summary>The same as a table</summary>
    <table>
      <thead>
        <tr>
          <th scope="col">Hour from</th>
          <th scope="col" class="number">
            Views
          </th>
        </tr>
      </thead>
      <tbody>
        {bars
          .filter(({ views }) => views > 0)
          .map(({ startsAt, views }) => (
            <tr>
              <th scope="row">
                <Time instant={startsAt} style="full" writing={writing} />
              </th>
              <td class="number">{formatCount(views, writing)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </details>
);
