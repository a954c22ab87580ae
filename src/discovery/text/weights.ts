/** Raised whenever an analysis of the same text comes out different: stored analyses of another version are made anew. */
export const analysisVersion = 2;

/**
 * What an occurrence of a word counts, by where it stands. Tuned on one half of the ECB+ topics and confirmed on the
 * other half, on Reuters-21578 and on five languages of MasakhaNEWS (`npm run eval -- related`).
 */
export const occurrenceWeights = {
  /** A headline is the desk's own summary: as much as two mentions far down. */
  headline: 2,
  /** The standfirst summarises too, in more words. */
  standfirst: 2,
  /** In the body a word counts `bodyFloor + ledeBonus · e^(−words before it / ledeWords)`: the inverted pyramid of news. */
  bodyFloor: 1,
  ledeBonus: 1,
  ledeWords: 60,
} as const;

/** Bounds that keep one story's analysis small, whatever its length. */
export const analysisLimits = {
  /** Terms kept, the heaviest first: 64 lost 0.008 of MAP on ECB+, 160 won nothing. */
  terms: 128,
  /** Names kept: more than these are passing mentions. */
  names: 16,
  /** Words read of a story; a longer one has said what it is about by then. */
  words: 6000,
  /** Surface forms kept for wording a reason, of the heaviest terms. */
  forms: 16,
  /** How often two neighbouring words without capitals must come back to be one name ("port authority"). */
  phraseRepeats: 3,
} as const;
