import { countingRules } from './rules.js';

/** What one table keeps, in words for a reader; a test compares tables and columns with those of the databases. */
export interface StoredTable {
  readonly table: string;
  readonly holds: string;
  /** For how long a row is kept. */
  readonly kept: string;
  readonly columns: Readonly<Record<string, string>>;
}

const { eventIdDays, followsKeptDays, fiveMinuteTalliesHours, closeAfterMinutes, readerKeyBytes } =
  countingRules;
const untilClose = `until the day is closed, ${closeAfterMinutes.value} minutes after its midnight`;
const forGood = 'for good, or until the story is erased';

const storyId = 'The story’s own id.';
const hour = 'Start of the hour, of the paper’s zone.';

/**
 * Every table that holds anything about reading. `eventsKeptDays` is how long this site keeps single events.
 * A reader's address, the full name of a browser and the path that somebody came from are in none of them.
 */
export const storedTables = (eventsKeptDays: number): readonly StoredTable[] => [
  {
    table: 'events',
    holds:
      'Single events: a view, a leave, a link seen or followed. The evidence that numbers can be counted again from.',
    kept: `${eventsKeptDays} days`,
    columns: {
      seq: 'Its place in the order of arrival.',
      occurred_at: 'When it happened, to the second.',
      hour_starts_at: hour,
      story_id: storyId,
      kind: 'View, leave, link seen, link followed, or fetched without scripts.',
      class: 'Whether it counts, or under which heading it was dropped.',
      reason: 'Why it was dropped; empty if it counts.',
      rules_version: 'Version of the rules that decided.',
      reader_key: `Stands for a reader of this story on this day: ${readerKeyBytes.value} bytes made with a secret that is destroyed when the day closes. It is another one for each story and each day.`,
      browser: 'Family of the browser: one of eight words, such as firefox.',
      network: 'Kind of network: public, private or data centre.',
      read_seconds: 'Seconds that make a read of a story of this length.',
      dwell_seconds: 'Seconds for which the page was on screen.',
      scroll_percent: 'How far down the page its reader came.',
      is_read: 'Whether this leave made the view a read.',
      list: 'Of a link seen or followed: in which list it stood.',
      position: 'Of a link seen or followed: at which place.',
    },
  },
  {
    table: 'event_ids',
    holds:
      'Random numbers of events, so that one that arrives twice counts once. Nothing says which event had which.',
    kept: `${eventIdDays.value} days`,
    columns: {
      id: 'The random number that the browser gave the event.',
      received_at: 'When it arrived.',
    },
  },
  {
    table: 'readers',
    holds: 'Who read a story today, so that a repeat is not a second view.',
    kept: untilClose,
    columns: {
      reader_key: 'The key of the reader for this story and day, as above.',
      story_id: storyId,
      day: 'The day, in the paper’s zone.',
      kind: 'With scripts, or without.',
      seen_at: 'When the reader was last there.',
      is_repeat: 'Whether that was the first of the day, or a repeat.',
      dwell_seconds: 'Seconds on screen since the last view that counted.',
    },
  },
  {
    table: 'tallies',
    holds: 'The ledger: sums by story, hour, class and reason.',
    kept: forGood,
    columns: {
      story_id: `${storyId} Empty for what named no story that could be believed.`,
      hour_starts_at: hour,
      class: 'Counted, or under which heading dropped.',
      reason: 'Why dropped.',
      rules_version: 'Version of the rules that decided.',
      views: 'How many views.',
      leaves: 'How many leaves.',
      reads: 'How many views became reads.',
      dwell_seconds: 'Seconds on screen, of all together.',
      scroll_percents: 'Sum of how far down readers came, for the mean.',
      without_script: 'How often the page was fetched without scripts.',
      reactions_given: 'How many reactions were given.',
      reactions_taken: 'How many were taken back.',
    },
  },
  {
    table: 'fine_tallies',
    holds: 'Views of five minutes, for the list of what is read now.',
    kept: `${fiveMinuteTalliesHours.value} hours`,
    columns: {
      starts_at: 'Start of the five minutes.',
      story_id: storyId,
      valid_views: 'How many views counted.',
    },
  },
  {
    table: 'list_tallies',
    holds: 'How often each place of each list was seen and followed.',
    kept: forGood,
    columns: {
      hour_starts_at: hour,
      story_id: 'The story on whose page the list stood.',
      list: 'Which list.',
      position: 'Which place.',
      impressions: 'How often a link there was seen.',
      clicks: 'How often it was followed.',
    },
  },
  {
    table: 'slate_tallies',
    holds:
      'How often each story was seen and followed at each place of the lists that a page showed, by five minutes: what better lists are learned from. No reader.',
    kept: `${eventsKeptDays} days`,
    columns: {
      starts_at: 'Start of the five minutes.',
      page_id: 'The story on whose page the list stood.',
      edition: 'Number of the lists that the page showed.',
      list: 'Which list.',
      position: 'Which place.',
      story_id: 'The story that was shown there.',
      propensity: 'The chance with which it was drawn for that place.',
      impressions: 'How often it was seen there.',
      clicks: 'How often it was followed from there.',
    },
  },
  {
    table: 'follow_tallies',
    holds: 'How often readers of one story went on to another: a number, without a reader.',
    kept: `${followsKeptDays.value} days, or until one of the two is erased`,
    columns: {
      from_story_id: 'The story that they came from.',
      to_story_id: 'The story that they went on to.',
      day_starts_at: 'The day, by its first instant in UTC.',
      follows: 'How often.',
    },
  },
  {
    table: 'story_counts',
    holds: 'The sums of each story over all time.',
    kept: forGood,
    columns: {
      story_id: storyId,
      views: 'How many views counted.',
      reads: 'How many were reads.',
      reactions: 'Reactions given and not taken back.',
      without_script: 'How often it was fetched without scripts.',
      changed_at: 'When one of these last changed.',
    },
  },
  {
    table: 'public_counts',
    holds: 'The numbers of each story as readers see them.',
    kept: forGood,
    columns: {
      story_id: storyId,
      views: 'The public number of views.',
      reactions: 'The public number of reactions.',
      edition: 'Number of the lists with which these became public.',
    },
  },
  {
    table: 'editions',
    holds: 'The lists of all pages as they were made together, with the numbers that they were made from.',
    kept: 'the last 200 of them; an erased story is taken out of each',
    columns: {
      number: 'Their number.',
      built_at: 'When they were made.',
      content: 'Stories in their order, with scores and counts; no reader.',
    },
  },
  {
    table: 'edition_memory',
    holds: 'Sums of views and of lists seen that the next lists are made from; one row, no reader.',
    kept: 'always the newest',
    columns: {
      id: 'Always 1.',
      revision: 'How often it changed.',
      views: 'Views of each story, the older ones weighing less.',
      slates: 'How often stories were seen and followed in lists, the older ones weighing less.',
    },
  },
  {
    table: 'site_sketches',
    holds:
      'How many readers the whole site had today, as a sketch: it tells a number with an error of 1.6 % and holds no reader.',
    kept: untilClose,
    columns: {
      day: 'The day, in the paper’s zone.',
      writer: 'A random name of the process that counted.',
      registers: 'The sketch: 4,096 small numbers.',
    },
  },
  {
    table: 'reactions',
    holds: 'Reactions that were given, so that each can be taken back by whoever gave it.',
    kept: 'until it is taken back, or the story is erased',
    columns: {
      receipt_hash: 'The hash of a random receipt, which is on the reader’s own device.',
      story_id: storyId,
      day: 'The day, in the paper’s zone.',
      given_at: 'When it was given.',
      reader_key: `The key of the reader for this story and day, so that a second one is refused; forgotten when the day closes.`,
    },
  },
  {
    table: 'closed_days',
    holds: 'The record of each closed day: the sums of the whole site.',
    kept: 'for good',
    columns: {
      day: 'The day, in the paper’s zone.',
      starts_at: 'When it began.',
      ends_at: 'When it ended.',
      record: 'Its sums and the digests of its stories’ lines, as signed.',
      hash: 'The seal: SHA-256 of the record.',
      signature: 'The signature over the seal.',
    },
  },
  {
    table: 'closed_lines',
    holds: 'What a closed day says of one story.',
    kept: 'for good; of an erased story the digest alone',
    columns: {
      day: 'The day, in the paper’s zone.',
      position: 'Its place in the record.',
      digest: 'SHA-256 of the line, salted, on which the seal stands.',
      story_id: storyId,
      salt: 'Random bytes of this line, so that it cannot be guessed from its digest.',
      line: 'Its sums: views by class, reads, seconds, readers, reactions.',
    },
  },
  {
    table: 'restatements',
    holds: 'When numbers were counted again by other rules, and why.',
    kept: 'for good',
    columns: {
      id: 'A random name.',
      made_at: 'When.',
      rules_version: 'By which version of the rules.',
      reason: 'Why, in the words of whoever did it.',
      starts_at: 'The first hour that was counted again.',
      ends_at: 'The last.',
    },
  },
  {
    table: 'restated_counts',
    holds: 'The numbers of that count, beside the first ones.',
    kept: forGood,
    columns: {
      restatement_id: 'The name of the restatement.',
      story_id: storyId,
      views_before: 'Views by the first count.',
      views_after: 'Views by the other rules.',
    },
  },
  {
    table: 'imported_counts',
    holds:
      'Views that the system of an older site counted, by its own rules: brought in with a story, told beside our numbers and never in them. No reader.',
    kept: forGood,
    columns: {
      story_id: storyId,
      system: 'The name of that system.',
      views: 'How many views it says it counted.',
      until_day: 'The last day that it counted, if it says so.',
      brought_at: 'When the number was brought in.',
    },
  },
  {
    table: 'day_salts',
    holds:
      'The secret of the day that reader keys are made with, where several processes share it; else it is a file beside the database. It is in no backup.',
    kept: `${untilClose}; then it is destroyed, and nobody can make a key of that day again`,
    columns: {
      day: 'The day, in the paper’s zone.',
      salt: '32 random bytes.',
    },
  },
];
