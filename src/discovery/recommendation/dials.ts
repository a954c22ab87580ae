/** How long and how varied a list of picks is. */
export interface PicksDials {
  readonly length: number;
  /** Weight of variety against score (diversify.ts): 0 is none; at 1 a second story of a section is worth 0.6 of itself. */
  readonly diversity: number;
}

export interface RecommendationDials extends PicksDials {
  /** Chance of each place to hold a story that has been shown too little to be judged. */
  readonly exploration: number;
}

export const defaultPicks: PicksDials = { length: 7, diversity: 1 };
export const defaultDials: RecommendationDials = { ...defaultPicks, exploration: 0.05 };
