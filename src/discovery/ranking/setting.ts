import { hourMs, type Instant } from '../../base/clock.js';

/**
 * How "now" is scored: (decayed views + prior views) × (1 + age ÷ freshness hours) ^ −freshness power.
 * The prior is what a story is trusted with before its own views say more: the fewer views a site has, the more its
 * stories' ages tell.
 */
export interface RankingSetting {
  /** In site hours (site-clock.ts): an hour of usual traffic. */
  readonly halfLifeHours: number;
  readonly priorViews: number;
  readonly freshnessHours: number;
  readonly freshnessPower: number;
}

const gentle = { priorViews: 0, freshnessHours: 12, freshnessPower: 0.5 };
const firm = { priorViews: 1, freshnessHours: 6, freshnessPower: 1 };
const strong = { priorViews: 3, freshnessHours: 4, freshnessPower: 1.5 };

/** What a site without a past of its own starts with. */
export const defaultSetting: RankingSetting = { halfLifeHours: 2, ...firm };

/** What a site's own past chooses from (tuning.ts). */
export const settings: readonly RankingSetting[] = [gentle, firm, strong].flatMap((freshness) =>
  [1, 2, 3, 4, 6].map((halfLifeHours) => ({ halfLifeHours, ...freshness })),
);

/** The score of a story with `decayedViews` above 0, `ageMs` after its first publication. */
export const scoreOf = (setting: RankingSetting, decayedViews: number, ageMs: Instant): number =>
  (decayedViews + setting.priorViews) * freshnessOf(setting, ageMs);

/** What a story's age leaves of its score; of two settings alike in freshness it is the same. */
export const freshnessOf = (
  { freshnessHours, freshnessPower }: Pick<RankingSetting, 'freshnessHours' | 'freshnessPower'>,
  ageMs: Instant,
): number => (1 + Math.max(0, ageMs) / hourMs / freshnessHours) ** -freshnessPower;
