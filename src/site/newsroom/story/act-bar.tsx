import { localIn, type Zone } from '../../../base/zone.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { StaffSession } from '../../../newsroom/staff/staff-desk.js';
import { accessKey } from '../access-key.js';
import { actsFor, frontActs } from './acts.js';
import { editorHref } from './editor-href.js';
import type { FormView } from './form-view.js';

interface ActBarProps {
  readonly view: FormView;
  readonly session: StaffSession;
  /** As typed; otherwise the time that the story is scheduled for. */
  readonly scheduleLocal: string | undefined;
  readonly zone: Zone;
  /** Whether editors pinned it as the front's lead. */
  readonly isLead: boolean;
}

/** Every button saves what was typed first: no act loses a word. */
export function ActBar({ view, session, scheduleLocal, zone, isLead }: ActBarProps) {
  const { story, isReadOnly, faultOf } = view;
  const acts = actsFor(session.member.role, story?.status ?? 'draft');
  const canSchedule = acts.some(({ act }) => act === 'schedule');
  const canSpike = story !== undefined && acts.some(({ act }) => act === 'spike');
  const local = scheduleLocal ?? (story?.scheduledFor ? localIn(story.scheduledFor, zone) : '');
  const fault = faultOf('scheduleLocal');
  return (
    <section class="acts" aria-label="Acts">
      {!isReadOnly && (
        <button type="submit" name="act" value="save" class="first" {...accessKey('s')}>
          Save
        </button>
      )}
      {acts
        .filter(({ act }) => act !== 'schedule' && act !== 'spike')
        .map(({ act, label }) => (
          <button type="submit" name="act" value={act}>
            {label}
          </button>
        ))}
      {canSchedule && (
        <span class={fault ? 'schedule faulty' : 'schedule'}>
          <button type="submit" name="act" value="schedule">
            Schedule
          </button>
          <label for="scheduleLocal">for</label>
          <input
            type="datetime-local"
            id="scheduleLocal"
            name="scheduleLocal"
            value={local}
            aria-describedby="scheduleZone"
          />
          <span id="scheduleZone" class="hint">
            {zone}
          </span>
        </span>
      )}
      {story?.status === 'published' && mayDo(session.member.role, 'arrange-front') && (
        <button type="submit" name="act" value={isLead ? 'unlead' : 'lead'}>
          {frontActs[isLead ? 'unlead' : 'lead'].label}
        </button>
      )}
      {canSpike && (
        <button type="submit" name="act" value="spike" class="quiet">
          Spike
        </button>
      )}
      {story?.status === 'published' && mayDo(session.member.role, 'withdraw') && (
        <a class="quiet" href={`${editorHref(story)}/withdraw`}>
          Withdraw …
        </a>
      )}
    </section>
  );
}
