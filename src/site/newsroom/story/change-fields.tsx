import { type CorrectionKind, correctionKinds } from '../../../newsroom/corrections/correction.js';
import { mayDo } from '../../../newsroom/staff/permissions.js';
import type { StaffSession } from '../../../newsroom/staff/staff-desk.js';
import { Area } from '../fields.js';
import type { Form } from '../own-forms.js';
import type { FormView } from './form-view.js';

/** What a save of a public story means to its readers. */
export interface Change {
  readonly kind: 'silent' | 'update' | CorrectionKind;
  readonly text: string;
}

const choices: readonly { readonly kind: Change['kind']; readonly label: string; readonly hint: string }[] = [
  { kind: 'silent', label: 'Style only', hint: 'nothing new for readers' },
  { kind: 'update', label: 'This is an update', hint: 'new facts; readers see the time' },
  { kind: 'correction', label: 'Correction', hint: 'it was wrong' },
  { kind: 'clarification', label: 'Clarification', hint: 'it was unclear' },
  { kind: 'editors-note', label: 'Editor’s note', hint: 'readers should know more' },
];

export function changeFromForm(form: Form): Change {
  const kind = choices.find((choice) => choice.kind === form.text('change'))?.kind ?? 'silent';
  return { kind, text: form.text('correctionText').trim() };
}

export const isCorrection = (kind: Change['kind']): kind is CorrectionKind =>
  (correctionKinds as readonly string[]).includes(kind);

interface ChangeFieldsProps extends Pick<FormView, 'faultOf'> {
  readonly change: Change | undefined;
  readonly session: StaffSession;
}

export function ChangeFields({ change = { kind: 'silent', text: '' }, session, faultOf }: ChangeFieldsProps) {
  if (!mayDo(session.member.role, 'correct')) return null;
  return (
    <fieldset class="change">
      <legend>What readers are told of this save</legend>
      {choices.map(({ kind, label, hint }) => (
        <label class="tick">
          <input type="radio" name="change" value={kind} checked={change.kind === kind} /> {label}
          <span class="hint">{hint}</span>
        </label>
      ))}
      <Area
        name="correctionText"
        label="Text of the correction, clarification or note"
        hint="What was wrong and what is right. It stands above the story and is never edited."
        value={change.text}
        fault={faultOf('correctionText')}
        rows={3}
      />
    </fieldset>
  );
}
