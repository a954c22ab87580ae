import { seededRandom } from '../../base/seeded-random.js';
import { addRead, closeness, emptyProfile, interestsOf, type Profile } from '../recommendation/profile.js';
import { type StoryVector, storyVector } from '../recommendation/story-vector.js';
import { weights } from '../recommendation/weights.js';
import { WordAppeal } from '../recommendation/word-appeal.js';
import { stemOf } from '../text/stems.js';
import type { HeadlineRow } from './bing-news.js';
import { auc, mean } from './metrics.js';
import { ratioOf, type UnitSums } from './resampled.js';

/** What is known of a row from the other rows. */
export interface HeadlineFeatures {
  /** Closeness to what the person clicked, on the device only. */
  readonly profile: number;
  /** What the words say of a click rate, from all persons' rows. */
  readonly words: number;
  /** Cosine of TF-IDF, not hashed: the baseline. */
  readonly tfIdf: number;
}

export interface HeadlineScore {
  /** Over all rows together, as the set's literature does: knows persons who click much from persons who click little. */
  readonly pooled: number;
  /** Mean over persons, each weighted by the number of pairs: what a list made for one person gains. */
  readonly withinPerson: number;
  /** The same by person: pairs in the right order, over pairs. */
  readonly pairsByPerson: UnitSums;
}

const folds = 5;
const now = 0;

/**
 * Features by cross-validation over rows: profiles and words are learned from four fifths, the others get their features. A
 * person's profile holds the headlines that this person clicked, as the product's own hashed vectors.
 */
export function headlineFeatures(rows: readonly HeadlineRow[]): HeadlineFeatures[] {
  const random = seededRandom(1);
  const foldOf = rows.map(() => Math.floor(random() * folds));
  const learners = Array.from({ length: folds }, (_, fold) =>
    learn(rows.filter((_row, at) => foldOf[at] !== fold)),
  );
  return rows.map((row, at) => learners[foldOf[at]!]!(row));
}

/** The measures of the product's ranker, of its two parts, and of the baseline. */
export function scoreHeadlines(rows: readonly HeadlineRow[]): Readonly<Record<string, HeadlineScore>> {
  const features = headlineFeatures(rows);
  const clicked = rows.map((row) => row.clicked);
  const scoreOf = (score: (own: HeadlineFeatures) => number): HeadlineScore => {
    const scores = features.map(score);
    const pairsByPerson = pairsInOrder(rows, scores);
    return {
      pooled: auc(scores, clicked),
      withinPerson: ratioOf(pairsByPerson),
      pairsByPerson,
    };
  };
  return {
    ours: scoreOf(({ profile, words }) => weights.profile * profile + weights.words * words),
    'profile alone': scoreOf(({ profile }) => profile),
    'words alone (site-wide)': scoreOf(({ words }) => words),
    'TF-IDF profile': scoreOf(({ tfIdf }) => tfIdf),
  };
}

function learn(rows: readonly HeadlineRow[]): (row: HeadlineRow) => HeadlineFeatures {
  const weightOf = inverseDocumentFrequency(rows);
  const vectorOf = (row: HeadlineRow): StoryVector =>
    storyVector(
      new Map(row.words.map((word) => [stemOf(word, 'en'), weightOf(stemOf(word, 'en'))])),
      row.entities,
      '',
    );
  const words = new WordAppeal();
  const shares = clickShares(rows);
  const profiles = new Map<string, Profile>();
  const sums = new Map<string, Map<string, number>>();
  rows.forEach((row, at) => {
    const vector = vectorOf(row);
    words.add(vector, { clicks: row.clicked ? 1 : 0, expected: shares.get(row.personId)! });
    if (!row.clicked) return;
    const profile = profiles.get(row.personId) ?? emptyProfile;
    profiles.set(row.personId, addRead(profile, { path: `/${at}`, vector, labels: [] }, now));
    addTo(sums, row, weightOf);
  });
  const interests = new Map([...profiles].map(([person, profile]) => [person, interestsOf(profile, now)]));
  return (row) => {
    const vector = vectorOf(row);
    return {
      profile: closeness(interests.get(row.personId) ?? interestsOf(emptyProfile, now), vector),
      words: words.of(vector),
      tfIdf: cosine(sums.get(row.personId), row, weightOf),
    };
  };
}

/** A person's share of clicks stands for the slate that this set does not have; ten rows at the mean share are added. */
function clickShares(rows: readonly HeadlineRow[]): Map<string, number> {
  const prior = 10;
  const all = mean(rows.map(({ clicked }) => (clicked ? 1 : 0)));
  const sums = new Map<string, { rows: number; clicks: number }>();
  for (const { personId, clicked } of rows) {
    const sum = sums.get(personId) ?? { rows: 0, clicks: 0 };
    sums.set(personId, sum);
    sum.rows += 1;
    sum.clicks += clicked ? 1 : 0;
  }
  return new Map([...sums].map(([person, sum]) => [person, (sum.clicks + prior * all) / (sum.rows + prior)]));
}

function inverseDocumentFrequency(rows: readonly HeadlineRow[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const { words } of rows) {
    const terms = new Set(words.flatMap((word) => [word, stemOf(word, 'en')]));
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return (word) => Math.log((rows.length + 1) / ((counts.get(word) ?? 0) + 1));
}

function addTo(
  sums: Map<string, Map<string, number>>,
  row: HeadlineRow,
  weightOf: (word: string) => number,
): void {
  const own = sums.get(row.personId) ?? new Map<string, number>();
  sums.set(row.personId, own);
  const length = Math.hypot(...row.words.map(weightOf)) || 1;
  for (const word of row.words) own.set(word, (own.get(word) ?? 0) + weightOf(word) / length);
}

function cosine(
  sum: ReadonlyMap<string, number> | undefined,
  row: HeadlineRow,
  weightOf: (word: string) => number,
): number {
  if (!sum) return 0;
  const lengths = Math.hypot(...sum.values()) * Math.hypot(...row.words.map(weightOf)) || 1;
  return row.words.reduce((total, word) => total + (sum.get(word) ?? 0) * weightOf(word), 0) / lengths;
}

function pairsInOrder(rows: readonly HeadlineRow[], scores: readonly number[]): UnitSums {
  const byPerson = new Map<string, number[]>();
  rows.forEach(({ personId }, at) => {
    const own = byPerson.get(personId) ?? [];
    own.push(at);
    byPerson.set(personId, own);
  });
  const persons = [...byPerson.values()].map((own) => {
    const clicked = own.map((at) => rows[at]!.clicked);
    const clicks = clicked.filter(Boolean).length;
    const pairs = clicks * (own.length - clicks);
    const share = auc(
      own.map((at) => scores[at]!),
      clicked,
    );
    return { inOrder: pairs * share, pairs };
  });
  return { above: persons.map(({ inOrder }) => inOrder), below: persons.map(({ pairs }) => pairs) };
}
