import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { StaffRole } from '../../../newsroom/staff/staff-member.js';
import type { StoryAct } from '../../../newsroom/stories/lifecycle.js';
import type { StoryStatus } from '../../../newsroom/stories/story.js';

/** Acts that a button of the editor does; withdrawing has a page of its own, which asks once. */
export type ButtonAct = Exclude<StoryAct['kind'], 'withdraw'>;

interface ActButton {
  readonly act: ButtonAct;
  readonly label: string;
  /** What the page says once it is done. */
  readonly done: string;
}

const buttons: Readonly<Record<ButtonAct, ActButton>> = {
  submit: { act: 'submit', label: 'Submit for review', done: 'Submitted for review.' },
  approve: { act: 'approve', label: 'Approve', done: 'Approved.' },
  return: { act: 'return', label: 'Return to draft', done: 'Returned to draft.' },
  publish: { act: 'publish', label: 'Publish now', done: 'Published.' },
  schedule: { act: 'schedule', label: 'Schedule', done: 'Scheduled.' },
  unschedule: { act: 'unschedule', label: 'Unschedule', done: 'No longer scheduled.' },
  spike: { act: 'spike', label: 'Spike', done: 'Spiked. "Revive" brings it back.' },
  revive: { act: 'revive', label: 'Revive', done: 'Back among the drafts.' },
};

/** What can be done from each status, the likeliest first. The lifecycle itself decides; this only offers. */
const offered: Readonly<Record<StoryStatus, readonly ButtonAct[]>> = {
  draft: ['publish', 'submit', 'schedule', 'spike'],
  review: ['approve', 'publish', 'schedule', 'return', 'spike'],
  approved: ['publish', 'schedule', 'return', 'spike'],
  scheduled: ['publish', 'schedule', 'unschedule', 'spike'],
  published: [],
  withdrawn: ['publish'],
  spiked: ['revive'],
};

export const actsFor = (role: StaffRole, status: StoryStatus): readonly ActButton[] =>
  offered[status].filter((act) => mayDo(role, act, status)).map((act) => buttons[act]);

export const isButtonAct = (word: string): word is ButtonAct => Object.hasOwn(buttons, word);

/** What editors do to the front from a public story's page; `lead` while another leads it, else `unlead`. */
export const frontActs = {
  lead: { label: 'Lead the front with this story', done: 'It leads the front until another is pinned.' },
  unlead: { label: 'No longer lead the front', done: 'The front chooses its lead by its rule again.' },
} as const;

export type FrontAct = keyof typeof frontActs;

export const isFrontAct = (word: string): word is FrontAct => Object.hasOwn(frontActs, word);

const otherDone: Readonly<Record<string, string>> = {
  create: 'Saved as a draft.',
  edit: 'Saved.',
  same: 'Nothing had changed.',
  update: 'Saved. Readers see the new time of update.',
  correct: 'Saved. The correction stands above the text.',
  withdraw: 'Withdrawn. Readers find the notice in its place.',
};

/** The sentence for an act that was just done; the address carries only its name. */
export function doneSentence(act: string): string | undefined {
  if (isButtonAct(act)) return buttons[act].done;
  if (isFrontAct(act)) return frontActs[act].done;
  return Object.hasOwn(otherDone, act) ? otherDone[act] : undefined;
}

/** Each state by a mark and a word, never by colour alone. */
export const statusMarks: Readonly<Record<StoryStatus, { readonly mark: string; readonly word: string }>> = {
  draft: { mark: '○', word: 'Draft' },
  review: { mark: '◔', word: 'In review' },
  approved: { mark: '◑', word: 'Approved' },
  scheduled: { mark: '◷', word: 'Scheduled' },
  published: { mark: '●', word: 'Published' },
  withdrawn: { mark: '⊘', word: 'Withdrawn' },
  spiked: { mark: '✕', word: 'Spiked' },
};
