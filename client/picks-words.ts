/** What the list says; a site in another language sends its own in `<script type="application/json" id="picks-words">`. */
export interface PicksWords {
  readonly heading: string;
  readonly reset: string;
  readonly knows: string;
  /** {reads} is the number of stories. */
  readonly reads: string;
  readonly knowsNothing: string;
  /** {label} is a topic or a section. */
  readonly topic: string;
  readonly close: string;
  readonly site: string;
  readonly noStorage: string;
  readonly noPool: string;
  readonly wasReset: string;
}

export const englishPicksWords: PicksWords = {
  heading: 'Picked on this device',
  reset: 'Reset',
  knows: 'What this device knows',
  reads: 'Stories that it remembers, as hashed words: {reads}. Nothing of it is sent.',
  knowsNothing: 'No topic yet.',
  topic: 'You read about {label}',
  close: 'Close to what you read',
  site: 'Read by many',
  noStorage: 'This browser keeps nothing for this site, so the list stays the one for everybody.',
  noPool: 'The stories to pick from could not be loaded, so this is the list for everybody.',
  wasReset: 'Forgotten. This is the list for everybody again.',
};
