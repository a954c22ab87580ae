import { fitBoostedTrees, type TreeSettings } from './boosted-trees.js';
import type { Comparison } from './compared-rates.js';
import { type FeatureGroup, featuresOf, hourOfDay, type KnownSlate } from './known-slates.js';
import { mean } from './metrics.js';
import { eachClick } from './ranker-fit.js';

/** What a tree is shown of a story. */
export type TreeView = (slate: KnownSlate) => number[][];

/** The features as they are, with the hour of the day and how many stories the slate has: a tree can combine them. */
export const plain =
  (groups: readonly FeatureGroup[]): TreeView =>
  (slate) => {
    const { at, storyIds } = slate.row;
    return featuresOf(slate, groups).map((values) => [...values, hourOfDay(at), storyIds.length]);
  };

/** How far each feature lies above the mean of the slate. */
export const beside =
  (groups: readonly FeatureGroup[]): TreeView =>
  (slate) => {
    const rows = featuresOf(slate, groups);
    const means = (rows[0] ?? []).map((_, feature) => mean(rows.map((values) => values[feature]!)));
    return rows.map((values) => values.map((value, feature) => value - means[feature]!));
  };

export const plainAndBeside = (groups: readonly FeatureGroup[]): TreeView => {
  const [own, relative] = [plain(groups), beside(groups)];
  return (slate) => {
    const others = relative(slate);
    return own(slate).map((values, index) => [...values, ...others[index]!]);
  };
};

/** Trees under the likelihood that weights are fitted by. */
export const boostedTrees =
  (view: TreeView, settings: TreeSettings): Comparison['learn'] =>
  (learned) => {
    const score = fitBoostedTrees(
      learned.flatMap((slate) => eachClick(view(slate), slate.row.clicked)),
      settings,
    );
    return (slate) => view(slate).map(score);
  };
