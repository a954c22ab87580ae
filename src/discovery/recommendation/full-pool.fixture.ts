import { dayMs, hourMs } from '../../base/clock.js';
import { type Random, seededRandom } from '../../base/seeded-random.js';
import type { Candidate } from './candidate.js';
import { candidate, now } from './candidates.fixture.js';
import { encodePool } from './pool-file.js';
import { addRead, emptyProfile, type Profile } from './profile.js';
import { storyVector, topicBucket } from './story-vector.js';

/**
 * A pool as large as they come and a profile that is full, of made-up news: nine-word headlines, twelve sections, topics and
 * words that stories share as stories of a town do.
 */
const stories = 200;
const reads = 200;
const sections =
  'city world business sport science culture weather health schools opinion travel courts'.split(' ');

/** Beginnings, middles and ends of syllables: what a script costs in bytes, no more of a language. */
type Sounds = readonly [onsets: readonly string[], vowels: readonly string[], ends: readonly string[]];
const sounds = (...parts: [string, string, string]): Sounds =>
  parts.map((part) => part.split(' ')) as unknown as Sounds;
const english = sounds(
  'b br c ch d dr f g gr h j k l m n p pl r s sh st t tr v w',
  'a e i o u ai ea ou',
  'n r l st nd ck rt ss ll ng mp t',
);
const soundsOf: Readonly<Record<string, Sounds>> = {
  en: english,
  es: sounds('b br c ch d f g h j l ll m n ñ p pr r s t tr v', 'a e i o u á é í ó ia ue', 'n r l s z d'),
  ar: sounds('ب ت ث ج ح خ د ر ز س ش ص ط ع غ ف ق ك ل م ن ه', 'ا و ي', 'ن ر ل م ة د س'),
  ru: sounds('б в г д ж з к л м н п р с т х ц ч ш ст пр', 'а е и о у ы я ё', 'н р л к т в й сь'),
};

function vocabularyOf(random: Random, size: number, [onsets, vowels, ends]: Sounds): string[] {
  const any = (parts: readonly string[]) => parts[Math.floor(random() * parts.length)]!;
  const syllable = () => any(onsets) + any(vowels) + (random() < 0.6 ? any(ends) : '');
  return Array.from({ length: size }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, syllable).join(''),
  );
}

const random = seededRandom(11);
const vocabulary = vocabularyOf(random, 4000, english);
/** A few words are in many stories: by Zipf's law, roughly. */
const oneOf = (words: readonly string[]): string => words[Math.floor(words.length ** random()) - 1]!;

interface MadeUpStory {
  readonly candidate: Candidate;
  readonly path: string;
  readonly headline: string;
  readonly topic: string;
}

function story(index: number, language = 'en', own = vocabulary): MadeUpStory {
  const word = () => oneOf(own);
  const words = Array.from({ length: 9 }, word);
  const headline = words.join(' ').replace(/^./, (first) => first.toUpperCase());
  const section = sections[index % sections.length]!;
  const topic = own[index % 60]!;
  const terms = new Map(
    [...words, ...Array.from({ length: 20 }, word)].map((term) => [term, 1 + random() * 9] as const),
  );
  return {
    candidate: candidate(`story ${index}`, {
      sectionPath: section,
      language,
      appeal: random() * 9 - 7,
      firstPublishedAt: now - Math.floor(random() * 90) * hourMs,
      vector: storyVector(terms, [topic, word(), word()], section),
    }),
    path: `/2026/01/${words.join('-')}`,
    headline,
    topic,
  };
}

/** As in an Edition: best appeal first. */
function fileOf(made: readonly MadeUpStory[]): string {
  const byId = new Map(made.map((each) => [each.candidate.storyId, each]));
  const pool = made.map(({ candidate }) => candidate).sort((a, b) => b.appeal - a.appeal);
  return encodePool(pool, now, ({ storyId, sectionPath, language }) => {
    const { path, headline } = byId.get(storyId)!;
    return { path, headline, sectionLabel: `The ${sectionPath}`, language };
  });
}

export const fullPoolFile: string = fileOf(Array.from({ length: stories }, (_, index) => story(index)));

/** Other stories of the same town, read over two months; none of them is in the pool. */
export const fullProfile: Profile = Array.from({ length: reads }, (_, index) =>
  story(stories + index),
).reduce<Profile>(
  (profile, { path, topic, candidate: { vector } }, index) =>
    addRead(
      profile,
      { path, vector, labels: [[topicBucket(topic), topic]] },
      now - ((reads - index) * 60 * dayMs) / reads,
    ),
  emptyProfile,
);

/** The same of a paper that writes in four languages and three scripts. */
export function mixedPoolFile(): string {
  const languages = Object.keys(soundsOf);
  const vocabularies = languages.map((language) => vocabularyOf(random, 2000, soundsOf[language]!));
  const madeOf = (index: number) =>
    story(index, languages[index % languages.length]!, vocabularies[index % languages.length]!);
  return fileOf(Array.from({ length: stories }, (_, index) => madeOf(2 * stories + index)));
}
