/** z of a two-sided 95 % interval. */
const z = 1.959964;

/**
 * The 95 % interval of a share (0 to 1) by Wilson's score (1927): right for small counts and shares near 0, where the usual
 * plus-minus runs below nothing. Undefined where there was no trial.
 */
export function wilsonInterval(
  successes: number,
  trials: number,
): { readonly low: number; readonly high: number } | undefined {
  if (trials === 0) return undefined;
  // A click whose impression was not told would make more successes than trials.
  const share = Math.min(1, successes / trials);
  const spread = (z * z) / trials;
  const middle = share + spread / 2;
  const half = z * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return {
    low: Math.max(0, (middle - half) / (1 + spread)),
    high: Math.min(1, (middle + half) / (1 + spread)),
  };
}
