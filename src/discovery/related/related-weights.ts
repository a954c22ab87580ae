/** Goes up when a formula changes; what the weights are is known without it. */
export const scoringVersion = 2;

/**
 * The numbers of Related in one place. Tuned on one half of the ECB+ topics, kept only where the other half and at least
 * one of Reuters-21578 and MasakhaNEWS agreed; docs/related.md has the table and the commands.
 */
export const scoringWeights = {
  /** Stories that are scored exactly; the rest of the archive only competes for a place among them. */
  poolStories: 200,
  /** Postings read to fill the pool, rare terms first: some 6 ms of one core at 1,000,000 stories. */
  postingsRead: 300_000,
  /** Of one term at most this many postings, the newest first: a word in 50,000 stories singles out none of them. */
  postingsReadPerTerm: 50_000,
  /** Pseudo-relevance feedback (Rocchio 1971): the query moves this far towards the mean of its nearest stories. */
  feedbackStrength: 0.7,
  feedbackStories: 3,
  /** A story this alike is a copy, and a copy teaches the query nothing. Cosine. */
  feedbackCopyAbove: 0.95,
  /**
   * What nearness by the company that words keep (random indexing) counts beside the cosine. This and the strength of
   * neighbours are fitted, and rounded: `npx tsx src/cli/fit-related.ts` prints 0.92 and 0.48 where events count ten times
   * what subjects do (docs/decisions/0008-learned-weights-of-related.md).
   */
  companyStrength: 1,
  /** In an archive of so many stories company weighs half: from a few that share common words it learns that all are alike. */
  companyHalfTaught: 20,
  /** Score regularisation (Diaz 2005): a candidate gains this share of the mean score of its nearest candidates. */
  neighbourStrength: 0.5,
  neighbours: 3,
  /** The nearest so many are placed by company and compared with each other: pairs grow with the square. */
  comparedStories: 100,
  /** Links followed from story to story count from here: fewer are chance, and could show what one reader did. */
  followedAtLeast: 10,
  /** At most this share of what a score lacks to 1 is given for followed links: more than the floor of a list, which some 250 readers reach without a word in common … */
  followedGain: 0.37,
  /** … and half of that at this many. */
  followedHalfWay: 50,
  /** Stories taken out leave traces in the postings; past this many, and half of those that remain, they are cleared. */
  tracesKept: 1000,
} as const;

export const listWeights = {
  length: 10,
  /** So many are kept: what is not shown takes the place of what was withdrawn, and may be recommended on the page. */
  kept: 16,
  /** Candidates that the list is chosen from. */
  considered: 60,
  /** Under this score nothing is listed: a short list is short. On ECB+ it keeps 99.3 % of the scored stories of one event and 0.4 % of those of another topic. */
  floor: 0.31,
  /** Two stories tell of one event from this score on … */
  sameEventAbove: 0.5,
  /** … and from this share of the best score: other stories of the event stand close together. */
  sameEventShare: 0.81,
  /** Without a name or a day of the year in common it takes more: another event of the same kind has the words without the names. */
  namelessEventAbove: 0.58,
  namelessEventShare: 0.89,
  /** Under these shares of the best score, with a name in common and without, a story is a look-alike and left out. */
  namedShare: 0.71,
  namelessShare: 0.78,
  /** A best score above this is a copy's or nearly; the shares are of no more than it. */
  bestAtMost: 0.73,
  /** Two stories of one event appear within this time; what is older than that is background. Days. */
  eventDays: 4,
  /** A shared name says something if fewer than about one story in seven carries it: ln 7. */
  nameRarity: 2,
  /** MMR (Carbonell and Goldstein 1998): what relevance counts against being unlike those already chosen. */
  relevanceShare: 0.85,
  /** Stories this alike (cosine) run on one thread … */
  threadAbove: 0.4,
  /** … and a list holds so many of a thread that its own story is not part of. */
  threadStories: 3,
} as const;
