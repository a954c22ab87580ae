import type { StoryText } from '../text/story-text.js';

/** A story of a public set with what its set says of it. */
export interface EventStory {
  readonly text: StoryText;
  /** Each topic holds two different events of one kind. */
  readonly topic: string;
  readonly event: string;
}

export interface SubjectStory {
  readonly text: StoryText;
  readonly subjects: readonly string[];
  readonly body: string;
}

export interface LabelledStory {
  readonly text: StoryText;
  readonly label: string;
}

/** A line of ECB+: its first sentence stands as the headline. */
export function parseEcbPlus(line: string): EventStory {
  const { id, topic, seminal_event, sentences } = JSON.parse(line) as {
    id: string;
    topic: number;
    seminal_event: string;
    sentences: string[];
  };
  const [headline = '', ...paragraphs] = sentences;
  return { text: storyText(id, 'en', headline, paragraphs), topic: String(topic), event: seminal_event };
}

interface NinjsItem {
  readonly uri: string;
  readonly language?: string;
  readonly headlines?: readonly { readonly value?: string }[];
  readonly bodies?: readonly { readonly value?: string }[];
  readonly subjects?: readonly { readonly name: string }[];
  readonly versioncreated?: string;
}

/** A line of ninjs 2.1 as the Reuters set has it: a plain body whose paragraphs begin with an indent. */
export function parseNinjsLine(line: string): SubjectStory {
  const item = JSON.parse(line) as NinjsItem;
  const body = item.bodies?.[0]?.value ?? '';
  const paragraphs = body
    .split(/\n\s{2,}/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    .filter((paragraph) => paragraph !== '');
  const publishedAt = Date.parse(item.versioncreated ?? '');
  const text = storyText(item.uri, item.language ?? 'en', item.headlines?.[0]?.value ?? '', paragraphs);
  return {
    text: Number.isNaN(publishedAt) ? text : { ...text, publishedAt },
    subjects: (item.subjects ?? []).map(({ name }) => name),
    body: body.trim(),
  };
}

/** MasakhaNEWS names its folders by ISO 639-3; stories carry the tags of BCP 47. */
const shortTags: Readonly<Record<string, string>> = {
  amh: 'am',
  eng: 'en',
  fra: 'fr',
  hau: 'ha',
  ibo: 'ig',
  lin: 'ln',
  lug: 'lg',
  orm: 'om',
  run: 'rn',
  sna: 'sn',
  som: 'so',
  swa: 'sw',
  tir: 'ti',
  xho: 'xh',
  yor: 'yo',
};

/** A file of MasakhaNEWS: columns category, headline, text, url; a quoted text may hold line breaks. */
export function parseMasakha(file: string, folder: string): LabelledStory[] {
  const [header = [], ...rows] = parseTsv(file);
  const column = (name: string) => header.indexOf(name);
  return rows
    .filter((row) => row.length >= header.length)
    .map((row) => ({
      text: storyText(
        row[column('url')]!,
        shortTags[folder] ?? folder,
        row[column('headline')]!,
        row[column('text')]!.split('\n'),
      ),
      label: row[column('category')]!,
    }));
}

/** A line with id, label, title and body. */
export function parseLabelled(line: string): LabelledStory {
  const { id, label, title, body } = JSON.parse(line) as Record<'id' | 'label' | 'title' | 'body', string>;
  return { text: storyText(String(id), 'en', title, body.split('\n')), label };
}

function storyText(id: string, language: string, headline: string, paragraphs: readonly string[]): StoryText {
  return {
    id,
    language,
    headline,
    standfirst: '',
    paragraphs: paragraphs.filter((paragraph) => paragraph.trim() !== ''),
    section: '',
    topics: [],
  };
}

/** Rows of tab-separated text with the quoting of RFC 4180: quotes double inside quotes, line breaks may stand there. */
export function parseTsv(file: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of file.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\t') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
