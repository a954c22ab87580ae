import type { RoundResult } from './round.js';

/** One line a round, and below it what was wrong. */
export function roundLine(result: RoundResult): string {
  const { seed, kind, database, isKept, acknowledged, sent, what, seconds, faults, notTried } = result;
  const head = `${String(seed).padStart(7)}  ${kind.padEnd(17)}`;
  if (notTried !== undefined) return `${head}  not tried: ${notTried}`;
  const verdict = faults.length === 0 ? 'green' : 'RED  ';
  const ground = `${database}, ${isKept ? 'kept' : 'fresh'}`.padEnd(17);
  const line = `${head}  ${verdict}  ${ground}  ${acknowledged} of ${sent} acknowledged, ${seconds} s: ${what}`;
  return [line, ...faults.map((fault) => `         ${fault}`)].join('\n');
}

export function summaryLines(
  results: readonly RoundResult[],
  tookMs: number,
  notHere: readonly string[],
): string[] {
  const tried = results.filter(({ notTried }) => notTried === undefined);
  const red = tried.filter(({ faults }) => faults.length > 0);
  const kinds = [...new Set(tried.map(({ kind }) => kind))].map(
    (kind) => `${tried.filter((result) => result.kind === kind).length} ${kind}`,
  );
  const reasons = new Set([
    ...results.flatMap(({ kind, notTried }) => (notTried === undefined ? [] : [`${kind}: ${notTried}`])),
    ...notHere,
  ]);
  const acknowledged = tried.reduce((sum, result) => sum + result.acknowledged, 0);
  return [
    '',
    `${tried.length} rounds in ${Math.round(tookMs / 1000)} s: ${kinds.join(', ')}`,
    `${acknowledged} visits acknowledged${red.length === 0 ? ', each counted once' : ''}`,
    ...[...reasons].map((reason) => `Not tried: ${reason}`),
    ...red.map(({ seed, kind }) => `RED: ${kind}; again with npm run chaos -- --rounds 1 --seed ${seed}`),
    `${tried.length - red.length} green, ${red.length} red`,
  ];
}
