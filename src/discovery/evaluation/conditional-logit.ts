/** One choice: the features of all that could have been chosen, and which one was. */
export interface Choice {
  readonly options: readonly (readonly number[])[];
  readonly chosen: number;
  /** What is known to add to each option's score, with no weight to be found; 0 if not given. */
  readonly offsets?: readonly number[];
  /** How often this was chosen from these; 1 if not given. */
  readonly times?: number;
}

export interface Fit {
  readonly weights: readonly number[];
  /** From the curvature at the best fit. */
  readonly standardErrors: readonly number[];
}

const steps = 25;
const longestStep = 1;
const closeEnough = 1e-4;

/**
 * The weights under which the choices made were the likeliest, each option chosen in proportion to exp(weights · features)
 * (McFadden 1974), with a small ridge; by Newton's method, which needs few steps since the problem is convex.
 */
export function fitConditionalLogit(choices: readonly Choice[], features: number, ridge = 1): Fit {
  let weights = new Array<number>(features).fill(0);
  let curvature = identity(features, ridge);
  for (let step = 0; step < steps; step += 1) {
    const gradient = weights.map((weight) => -ridge * weight);
    curvature = identity(features, ridge);
    for (const choice of choices) accumulate(choice, weights, gradient, curvature);
    const move = solve(curvature, gradient);
    const longest = Math.max(...move.map(Math.abs));
    const scale = Math.min(1, longestStep / longest);
    weights = weights.map((weight, at) => weight + scale * move[at]!);
    if (longest < closeEnough) break;
  }
  const standardErrors = weights.map((_, at) => {
    const unit = weights.map((_, other) => (other === at ? 1 : 0));
    return Math.sqrt(solve(curvature, unit)[at]!);
  });
  return { weights, standardErrors };
}

function accumulate(
  { options, chosen, offsets, times = 1 }: Choice,
  weights: number[],
  gradient: number[],
  curvature: number[][],
): void {
  const scores = options.map((option, index) =>
    option.reduce((sum, value, at) => sum + value * weights[at]!, offsets?.[index] ?? 0),
  );
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  const means = weights.map((_, at) =>
    options.reduce((sum, option, index) => sum + (powers[index]! / total) * option[at]!, 0),
  );
  means.forEach((mean, at) => {
    gradient[at]! += times * (options[chosen]![at]! - mean);
  });
  options.forEach((option, index) => {
    const share = (times * powers[index]!) / total;
    for (let row = 0; row < means.length; row += 1) {
      const left = share * (option[row]! - means[row]!);
      for (let column = 0; column < means.length; column += 1) {
        curvature[row]![column]! += left * (option[column]! - means[column]!);
      }
    }
  });
}

const identity = (size: number, value: number): number[][] =>
  Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => (row === column ? value : 0)),
  );

/** Gaussian elimination; the matrix is positive definite, so that pivots need no search. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  rows.forEach((row, at) => {
    for (let below = at + 1; below < rows.length; below += 1) {
      const factor = rows[below]![at]! / row[at]!;
      row.forEach((value, column) => {
        rows[below]![column]! -= factor * value;
      });
    }
  });
  const solution = new Array<number>(rows.length).fill(0);
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    const known = rows[at]!.slice(at + 1, -1).reduce(
      (sum, value, offset) => sum + value * solution[at + 1 + offset]!,
      0,
    );
    solution[at] = (rows[at]!.at(-1)! - known) / rows[at]![at]!;
  }
  return solution;
}
