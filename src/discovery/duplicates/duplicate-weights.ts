/** The numbers of near-duplicate detection in one place; `npm run eval -- duplicates` measures them. */
export const duplicateWeights = {
  /** Words in a shingle: three are seldom shared by chance, and one changed word spoils only three shingles. */
  shingleWords: 3,
  /** Hashes kept of a text: the share that two texts have in common is then known within some 4 %. */
  sketchHashes: 128,
  /** Winnowing window: texts with `windowShingles + shingleWords − 1` words in a row in common always share a key. */
  windowShingles: 16,
  /** Keys kept of a text, the smallest hashes first: 64 cover some 550 words without a gap. */
  keys: 64,
  /** A text is the same when this share of all their shingles is in both (resemblance). */
  sameAbove: 0.8,
  /** It is a rewrite when this share is: numbers brought up to date, a new lead, sentences moved. */
  rewriteAbove: 0.4,
  /** One holds the other when this share of the shorter one is in the longer one (containment) … */
  containedAbove: 0.65,
  /** … and the shorter one is at least this part of it: a round-up that quotes a brief is no copy of the brief. */
  containedPart: 0.15,
  /** From this part on the longer text is a fuller version rather than the source of an excerpt. */
  fullerPart: 0.5,
  /** Shingles that must be in common beside the share: a sentence in common is a quotation. */
  leastShared: 8,
  /**
   * Under `surelySame` two texts must also agree in this share of the names of the one with fewer: stories made from one
   * template ("X sells bonds", "Y sells bonds") share most words and are two stories.
   */
  namesAgree: 0.5,
  surelySame: 0.95,
  /**
   * A report that comes back changed after this time is the next report, not a rewrite of the last. A repost is one
   * whenever it comes: nearly all the numbers of the text with fewer stand in the other, and the texts are the same or
   * one holds so much of the other (dividends and prices made from one template reach 0.84 in Reuters). A text that is
   * surely the same may have so many numbers corrected.
   */
  rewriteWithinHours: 48,
  repostNumbers: 0.9,
  repostHolds: 0.85,
  repostCorrects: 2,
  /** Numbers kept of a text. */
  numbers: 32,
  /** A key in more stories than this is boilerplate (a credit line, a subscription notice) and finds nothing. */
  storiesPerKey: 64,
} as const;
