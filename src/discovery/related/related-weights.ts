/**
 * The numbers of Related in one place. Tuned on one half of the ECB+ topics, kept only where the other half and at least
 * one of Reuters-21578 and MasakhaNEWS agreed; docs/related-notes.md has the table and the commands.
 */
export const scoringWeights = {
  /** Stories that are scored exactly; the rest of the archive only competes for a place among them. */
  poolStories: 200,
  /** Postings read to fill the pool, rare terms first: some 5 ms on one core at 1,000,000 stories. */
  postingsRead: 400_000,
  /** Of one term at most this many postings, the newest first: a word in 50,000 stories singles out none of them. */
  postingsReadPerTerm: 50_000,
  /** Pseudo-relevance feedback (Rocchio 1971): the query moves this far towards the mean of its nearest stories. */
  feedbackStrength: 0.7,
  feedbackStories: 3,
  /** A story this alike is a copy, and a copy teaches the query nothing. Cosine. */
  feedbackCopyAbove: 0.95,
  /** Score regularisation (Diaz 2005): a candidate gains this share of the mean score of its nearest candidates. */
  neighbourStrength: 0.3,
  neighbours: 3,
  /** How many candidates are compared with each other for it: pairs grow with the square. */
  neighbourPool: 100,
  /** Links followed from story to story count from here: fewer are chance, and could show what one reader did. */
  followedAtLeast: 10,
  /** At most this share of what a score lacks to 1 is given for followed links … */
  followedGain: 0.3,
  /** … and half of that at this many. */
  followedHalfWay: 50,
  /** Stories taken out leave traces in the postings; past this many, and half of those that remain, they are cleared. */
  tracesKept: 1000,
} as const;

export const listWeights = {
  /** Under this score nothing is listed: a short list is short. */
  floor: 0.12,
} as const;
