import type { StoryAct } from '../stories/lifecycle.js';
import type { StoryStatus } from '../stories/story.js';
import { type StaffRole, staffRoles } from './staff-member.js';

/** What somebody can want to do in the newsroom. */
export type Deed =
  | 'create'
  | 'edit'
  | 'correct'
  | 'arrange-front'
  | 'choose-related'
  | 'read-numbers'
  | 'keep-staff'
  | StoryAct['kind'];

const leastRole: Readonly<Record<Deed, StaffRole>> = {
  create: 'reporter',
  edit: 'reporter',
  submit: 'reporter',
  approve: 'editor',
  return: 'editor',
  publish: 'editor',
  schedule: 'editor',
  unschedule: 'editor',
  correct: 'editor',
  withdraw: 'editor',
  spike: 'editor',
  revive: 'editor',
  'arrange-front': 'editor',
  'choose-related': 'editor',
  'read-numbers': 'reporter',
  'keep-staff': 'owner',
};

/** What is past the desk changes only through it: a reporter's late edit would go out unread. */
const openToReporters: readonly StoryStatus[] = ['draft', 'review'];

/** Whether a role may do this to a story in this status (without one: to the newsroom as such). */
export function mayDo(role: StaffRole, deed: Deed, status?: StoryStatus): boolean {
  if (staffRoles.indexOf(role) < staffRoles.indexOf(leastRole[deed])) return false;
  if (role === 'reporter' && deed === 'edit') return status === undefined || openToReporters.includes(status);
  return true;
}
