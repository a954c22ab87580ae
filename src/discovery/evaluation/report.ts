/** One measured figure, as `npm run eval -- NAME --json` and `npm run bench -- NAME --json` print it, one a line. */
export interface Figure {
  /** The evaluation: related, duplicates, trending, recommendation, import, agents … */
  readonly name: string;
  /** The file or set it was measured on, by its name under BROADSHEET_DATA. */
  readonly dataset: string;
  readonly metric: string;
  readonly ours: number;
  readonly baselines: Readonly<Record<string, number>>;
  /** "share", "ms", "MB", "score" … */
  readonly unit: string;
  /** How many queries, pages, events … the figure is a mean or a count over. */
  readonly n: number;
}

/** What is asked of an evaluation that makes its own data; others pass it over. */
export interface SimulationAsked {
  readonly seeds?: readonly number[] | undefined;
  readonly hits?: number | undefined;
}

/** An evaluation streams its figures as they are ready; `root` is the folder of BROADSHEET_DATA. */
export type Evaluation = (root: string, asked?: SimulationAsked) => AsyncIterable<Figure>;
