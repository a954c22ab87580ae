import type { ComponentChildren } from 'preact';
import { formatCount } from '../../theme/dates.js';

export const inFigures = (count: number): string => formatCount(count, { locale: 'en-GB' });

export interface NumberRow {
  readonly name: ComponentChildren;
  /** One for each column after the first; text is set as it is, numbers in figures. */
  readonly cells: readonly (number | string)[];
  /** Said below the name. */
  readonly note?: string;
  /** How far it lies below a row above it, whose numbers hold its own. */
  readonly depth?: number;
}

const deepest = 3;

interface NumberTableProps {
  readonly title: string;
  readonly heads: readonly [string, ...string[]];
  readonly rows: readonly NumberRow[];
  /** Said where there are no rows. */
  readonly nothing: string;
  readonly children?: ComponentChildren;
}

/** A heading, what it means, and rows of a name and numbers. */
export const NumberTable = ({
  title,
  heads: [first, ...others],
  rows,
  nothing,
  children,
}: NumberTableProps) => (
  <section class="number-block" aria-label={title}>
    <h2>{title}</h2>
    {children}
    {rows.length === 0 ? (
      <p class="hint">{nothing}</p>
    ) : (
      <table class="lines numbers">
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {others.map((head) => (
              <th scope="col" class="col-count">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, cells, note, depth = 0 }) => (
            <tr>
              <th scope="row" {...(depth > 0 && { class: `below-${Math.min(depth, deepest)}` })}>
                {name}
                {note !== undefined && <span class="hint">{note}</span>}
              </th>
              {cells.map((cell) => (
                <td class="col-count">{typeof cell === 'number' ? inFigures(cell) : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);
