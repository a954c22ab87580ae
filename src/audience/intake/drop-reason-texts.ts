import type { DropReason } from './verdict.js';

/** Each reason in one sentence, for docs/counting.md and for the page that says how a story was counted. */
export const dropReasonTexts: Readonly<Record<DropReason, string>> = {
  'forged-token': 'The page token was not signed by this site. Tallied under no story; nothing else is kept.',
  'expired-token': 'The page token is ours, and older than it may be.',
  staff: 'The browser is signed in to the newsroom.',
  'other-site': 'A page of another site asked for the picture of the number without scripts.',
  'listed-agent': 'The agent is on a list of crawlers and tools (isbot, and the paper’s own patterns).',
  'no-agent': 'The request names no agent.',
  automated: 'The browser says that a program drives it (WebDriver), or its brands name a headless one.',
  'missing-headers':
    'The agent names a browser that always sends certain headers in a secure context (Sec-Fetch-Site; where scripts run and it is made on Chromium also Sec-CH-UA), and one is missing.',
  'other-brands': 'The browser’s own header (Sec-CH-UA) names another engine or version than its agent.',
  'data-centre-address': 'The address is in a range of data centres that the operator keeps.',
  prefetch: 'The request was made ahead of time (Sec-Purpose, Purpose, X-Moz).',
  prerender: 'The page was rendered ahead of time and not yet shown.',
  'browser-pace': 'One browser reported more views in a minute than a person can keep.',
  'network-pace': 'One network reported more views in a minute than its readers can.',
  'browser-restless': 'One browser reported many views and hardly stayed on any.',
  'network-restless':
    'One network, or one address of it, reported many views, and on hardly any did anybody stay; a fetched picture of the number without scripts is one of them.',
  'network-crowd':
    'One network reported many views of one story, or clicks on it, that hardly anybody elsewhere was reading, more than its part of the site’s readers explains.',
  'not-shown': 'A place of a list was told at which the page, by its own signed word, showed no story.',
  'seen-id': 'An event with this id counted already: a retry, or a beacon sent twice.',
  'too-old': 'The event is older than a retry can be.',
  'repeated-place': 'The same browser told of the same place of a list, on the same page, a while ago.',
  'repeated-view': 'The same reader key was on the same story a moment ago.',
  'no-view': 'A leave, or a place of a list, was told without a view of the same reader that day.',
  'no-story':
    'The story was erased while its page was open somewhere. Tallied under no story; nothing else is kept.',
};
