/**
 * The weights of the recommendation's ranker. Each group was fitted apart, as a conditional logit (which story of a slate, or
 * of the candidates, was read), on the public data named; `npm run eval -- recommendation` tells what they are worth, and a
 * site's own replay whether to change them.
 *
 *     npx tsx src/cli/fit-recommendation.ts
 */
export const weights = {
  /** Deskdrop, which unread story a reader opens next. Logarithms of decayed views and of the story's age; newborn is under an hour. */
  views: { brief: 0.33, now: 0.85, age: -0.38, newborn: 0.82 },
  /** Deskdrop: logarithm of how often readers went on from the page to the story. */
  followed: 1.17,
  /**
   * MIND, which stories of a slate are clicked. Logarithm of clicks over the clicks expected of its places; and a story that
   * has been around for long is clicked less than its rate says.
   */
  clicks: { rate: 1.4, age: -0.07 },
  /** Bing News: closeness to what was read, on the device. */
  profile: 2,
  /** Bing News: what the words of a headline say of its click rate before it was ever shown. */
  words: 2.3,
  /** Chosen, not fitted: no public set has pages, slates and texts together. */
  similar: 1.5,
  sameSection: 0.3,
} as const;
