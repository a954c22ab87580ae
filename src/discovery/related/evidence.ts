import type { AnalysedStory } from '../text/analyse.js';
import type { Archive } from './archive.js';
import type { Evidence, SharedName } from './candidate.js';
import { labelOf } from './label-counts.js';
import type { QueryVector } from './query-vector.js';
import { rarityOf } from './vocabulary.js';

/** Words named as the carriers of a score. */
const wordsNamed = 5;

/** Says what a story shares with stories of the archive; what depends on the asking story alone is worked out once. */
export function evidenceFinder(story: AnalysedStory, query: QueryVector, archive: Archive) {
  const names = story.names.map(({ key, form }) => {
    const label = labelOf('name', key);
    return { key, form, label, rarity: rarityOf(archive.size, archive.labelCounts.of(label)) };
  });
  const topics = story.topics.map((topic) => ({ topic, label: labelOf('topic', topic) }));
  const keys = new Map(query.terms.map(({ term, key }) => [term, key]));

  return (slot: number, followed: number): Evidence => {
    const labels = new Set(archive.labels.of(slot));
    const sharedNames = names
      .filter(({ label }) => labels.has(label))
      .map(({ key, form, rarity }): SharedName => ({ key, form, rarity }))
      .sort((a, b) => b.rarity - a.rarity);
    return {
      sharedNames,
      sharedTopics: topics.filter(({ label }) => labels.has(label)).map(({ topic }) => topic),
      ...sharedTerms(slot, keys, story, archive),
      followed,
    };
  };
}

function sharedTerms(
  slot: number,
  keys: ReadonlyMap<number, string>,
  story: AnalysedStory,
  archive: Archive,
): Pick<Evidence, 'sharedDays' | 'sharedWords'> {
  const sharedDays: string[] = [];
  const words: { form: string; gain: number }[] = [];
  archive.forward.forEachTerm(slot, (term, weight) => {
    const key = keys.get(term);
    if (key === undefined) return;
    const form = story.forms[key];
    if (key.startsWith('@')) sharedDays.push(key.slice(1));
    else if (form !== undefined) words.push({ form, gain: weight * archive.vocabulary.rarity(term) });
  });
  words.sort((a, b) => b.gain - a.gain);
  return { sharedDays, sharedWords: words.slice(0, wordsNamed).map(({ form }) => form) };
}
