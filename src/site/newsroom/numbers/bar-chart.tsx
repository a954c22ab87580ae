import type { Instant } from '../../../base/clock.js';
import type { Zone } from '../../../base/zone.js';
import { formatCount, formatInstant, isoOf } from '../../theme/dates.js';

export interface Bar {
  readonly startsAt: Instant;
  readonly value: number;
}

interface BarChartProps {
  /** What is told, as a heading and as the name of the picture. */
  readonly title: string;
  /** What one bar stands for: "an hour", "five minutes". */
  readonly step: string;
  /** What is counted: "Views". */
  readonly unit: string;
  /** Oldest first. */
  readonly bars: readonly Bar[];
  readonly zone: Zone;
}

/** Narrow enough for a phone at its own size, so that its words are not scaled down. */
const plotWidth = 336;
const plotHeight = 72;
const labelHeight = 18;

const timeIn = (zone: Zone) => (instant: Instant) =>
  formatInstant(instant, 'time', { locale: 'en-GB', zone });

/** Bars of one colour, the peak in words, the same as a table behind them. */
export function BarChart({ title, step, unit, bars, zone }: BarChartProps) {
  const time = timeIn(zone);
  const peak = bars.reduce((highest, bar) => (bar.value > highest.value ? bar : highest));
  return (
    <figure class="small-chart">
      <figcaption>
        <h3>{title}</h3>
        <p class="hint">
          {peak.value === 0
            ? 'Nothing yet.'
            : `Most in ${step}: ${formatCount(peak.value, { locale: 'en-GB' })}, from ${time(peak.startsAt)}.`}
        </p>
      </figcaption>
      <svg viewBox={`0 0 ${plotWidth} ${plotHeight + labelHeight}`} role="img">
        <title>{title}</title>
        <Bars bars={bars} peak={peak.value} />
        <line x1={0} x2={plotWidth} y1={plotHeight} y2={plotHeight} class="axis" />
        <text x={0} y={plotHeight + 14} class="axis-label">
          {time(bars[0]!.startsAt)}
        </text>
        <text x={plotWidth} y={plotHeight + 14} text-anchor="end" class="axis-label">
          {time(bars.at(-1)!.startsAt)}
        </text>
      </svg>
      <BarTable unit={unit} bars={bars} zone={zone} />
    </figure>
  );
}

function Bars({ bars, peak }: { readonly bars: readonly Bar[]; readonly peak: number }) {
  const step = plotWidth / bars.length;
  const gap = Math.min(2, step / 4);
  return (
    <>
      {bars.map(({ value }, index) => {
        if (value === 0) return null;
        const height = Math.max(1, (value / peak) * plotHeight);
        return (
          <rect
            class="bar"
            x={(index * step).toFixed(1)}
            y={(plotHeight - height).toFixed(1)}
            width={(step - gap).toFixed(1)}
            height={height.toFixed(1)}
          />
        );
      })}
    </>
  );
}

const BarTable = ({ unit, bars, zone }: Omit<BarChartProps, 'title' | 'step'>) => {
  const time = timeIn(zone);
  const told = bars.filter(({ value }) => value > 0);
  if (told.length === 0) return null;
  return (
    <details>
      <summary>The same as a table</summary>
      <table class="lines">
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col" class="col-count">
              {unit}
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ startsAt, value }) => (
            <tr>
              <th scope="row">
                <time dateTime={isoOf(startsAt)}>{time(startsAt)}</time>
              </th>
              <td class="col-count">{formatCount(value, { locale: 'en-GB' })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
};
