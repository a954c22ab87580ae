import type { Zone } from '../../../base/zone.js';
import type { RevisionLine } from '../../../newsroom/stories/story-history.js';
import { shortTime } from '../newsroom-dates.js';
import type { Merged, TypedField } from './merge-typed.js';
import { areaFields, labelOf, lineFields, type TypedStory } from './typed-story.js';

/** Somebody saved between this form's opening and its sending. */
export interface Clash extends Omit<Merged, 'typed'> {
  readonly mine: TypedStory;
  readonly theirs: TypedStory;
  /** The saves in between, newest first. */
  readonly saves: readonly RevisionLine[];
}

/** What the other changed, beside what was typed here. The form below it holds both edits merged. */
export function ClashTable({ clash, zone }: { readonly clash: Clash; readonly zone: Zone }) {
  const { saves, clashes, takenOver, mine, theirs } = clash;
  return (
    <section class="clash" aria-labelledby="clash-heading">
      <h2 id="clash-heading">What changed meanwhile</h2>
      <ul>
        {saves.map(({ version, actor, act, at }) => (
          <li>
            {actor}, {shortTime(at, zone)}: {act} (version {version})
          </li>
        ))}
      </ul>
      {clashes.length + takenOver.length === 0 && (
        <p>No field that differs from yours; only the state changed.</p>
      )}
      {clashes.map((field) => (
        <div class="beside">
          <h3>{nameOf(field)}: both of you changed it</h3>
          <div>
            <h4>As saved by them</h4>
            <pre dir="auto">{shown(theirs[field])}</pre>
          </div>
          <div>
            <h4>As typed by you, kept in the form</h4>
            <pre dir="auto">{shown(mine[field])}</pre>
          </div>
        </div>
      ))}
      {takenOver.length > 0 && (
        <p>Changed by them only, and now in the form too: {takenOver.map(nameOf).join(', ')}.</p>
      )}
      <p>Read the form below, then save it. Saving replaces what is saved now.</p>
    </section>
  );
}

const otherNames: Partial<Record<TypedField, string>> = {
  bodyFormat: 'Format of the text',
  sectionId: 'Section',
  evergreen: 'Evergreen',
  mediaId: 'Lead picture',
  credits: 'Byline',
};

const nameOf = (field: TypedField): string =>
  field in lineFields || field in areaFields
    ? labelOf(field as Parameters<typeof labelOf>[0])
    : (otherNames[field] ?? field);

function shown(value: TypedStory[TypedField]): string {
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value.map(({ name, role }) => (role === '' ? name : `${name} (${role})`)).join('\n') || '(nobody)';
}
