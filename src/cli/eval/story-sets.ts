import {
  type EventStory,
  type LabelledStory,
  parseEcbPlus,
  parseLabelled,
  parseMasakha,
  parseNinjsLine,
  type SubjectStory,
} from '../../discovery/evaluation/related-data.js';
import { storyFiles } from './story-files.js';

interface StorySet<Story> {
  readonly name: string;
  readonly load: () => Story[];
}

export const eventSets = (root: string): StorySet<EventStory>[] =>
  storyFiles(root, /^related\/ecbplus-.*\.jsonl\.gz$/).map((file) => ({
    name: file.name,
    load: () => file.lines().map(parseEcbPlus),
  }));

export const subjectSets = (root: string): StorySet<SubjectStory>[] =>
  storyFiles(root, /^related\/[^/]*\.ninjs\.jsonl\.gz$/).map((file) => ({
    name: file.name,
    load: () => file.lines().map(parseNinjsLine),
  }));

/** MasakhaNEWS by language (its files together) and the BBC sets. */
export function labelSets(root: string): StorySet<LabelledStory>[] {
  const byLanguage = new Map<string, (() => LabelledStory[])[]>();
  for (const file of storyFiles(root, /^related\/masakhanews\/[^/]+\/[^/]+\.tsv\.gz$/)) {
    const language = file.name.split('/')[2]!;
    const load = () => parseMasakha(file.text(), language);
    byLanguage.set(language, [...(byLanguage.get(language) ?? []), load]);
  }
  const masakha = [...byLanguage].map(([language, loads]) => ({
    name: `related/masakhanews/${language}`,
    load: () => loads.flatMap((load) => load()),
  }));
  const labelled = storyFiles(root, /^related\/bbc-[^/]*\/.*\.jsonl\.gz$/).map((file) => ({
    name: file.name,
    load: () => file.lines().map(parseLabelled),
  }));
  return [...masakha, ...labelled];
}
