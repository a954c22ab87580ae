import type { Zone } from '../../../base/zone.js';
import type { Reason } from '../../../discovery/related/reason.js';
import type { StaffSession } from '../../../newsroom/staff/staff-desk.js';
import type { Story } from '../../../newsroom/stories/story.js';
import { hrefOf } from '../../addresses.js';
import { Line } from '../fields.js';
import { FormToken } from '../layout.js';
import { shortTime } from '../newsroom-dates.js';
import type { RelatedLine } from '../newsroom-deps.js';
import { editorHref } from './editor-href.js';
import { StatusMark } from './status-mark.js';

export type Choice = 'pin' | 'exclude' | 'undo';

export const relatedHref = (story: Pick<Story, 'id'>): string => `${editorHref(story)}/related`;

interface RelatedViewProps {
  readonly session: StaffSession;
  readonly story: Story;
  /** As readers see it. */
  readonly rows: readonly RelatedLine[];
  /** Pinned, and not public any more: each takes one of the places until its pin is undone. */
  readonly hidden: readonly Story[];
  readonly excluded: readonly Story[];
  /** Whether who looks may decide. */
  readonly isEditor: boolean;
  readonly zone: Zone;
  /** What was typed and why it was refused. */
  readonly typed?: string;
  readonly fault?: string;
}

export function RelatedView(props: RelatedViewProps) {
  const { rows, hidden, excluded, isEditor } = props;
  return (
    <>
      <table class="lines related">
        <caption>As readers see it</caption>
        <thead>
          <tr>
            <th scope="col">Story</th>
            <th scope="col">Why</th>
            <th scope="col" class="col-time">
              First published
            </th>
            {isEditor && <th scope="col">Decide</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((line) => (
            <Row {...props} line={line} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p>Nothing is related to it yet. A list is made when a story is published.</p>}
      <Apart {...props} title="Pinned, but not public" stories={hidden} label="Undo pin" />
      <Apart {...props} title="Kept out" stories={excluded} label="Undo" />
      {isEditor && <PinOther {...props} />}
    </>
  );
}

interface ApartProps extends RelatedViewProps {
  readonly title: string;
  readonly stories: readonly Story[];
  readonly label: string;
}

/** Chosen stories that are not in the list, each with the way back. */
function Apart({ title, stories, label, ...props }: ApartProps) {
  if (stories.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul class="kept-out">
        {stories.map((other) => (
          <li>
            <a href={editorHref(other)} lang={other.language} dir="auto">
              {other.headline || 'No headline yet'}
            </a>{' '}
            {other.status !== 'published' && <StatusMark status={other.status} />}{' '}
            {props.isEditor && <ChoiceForm {...props} other={other} choice="undo" label={label} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function Row(props: RelatedViewProps & { readonly line: RelatedLine }) {
  const { card, reason } = props.line;
  const isPinned = reason.kind === 'pinned';
  return (
    <tr>
      <th scope="row" dir="auto">
        <a href={hrefOf(card.path)} lang={card.language}>
          {card.headline}
        </a>
      </th>
      <td>{inWords(reason)}</td>
      <td class="col-time">
        {card.firstPublishedAt === undefined ? 'unknown' : shortTime(card.firstPublishedAt, props.zone)}
      </td>
      {props.isEditor && (
        <td class="decide">
          <ChoiceForm
            {...props}
            other={card}
            choice={isPinned ? 'undo' : 'pin'}
            label={isPinned ? 'Undo pin' : 'Pin'}
          />
          <ChoiceForm {...props} other={card} choice="exclude" label="Exclude" />
        </td>
      )}
    </tr>
  );
}

interface ChoiceFormProps {
  readonly session: StaffSession;
  readonly story: Story;
  readonly other: Pick<Story, 'id' | 'headline'>;
  readonly choice: Choice;
  readonly label: string;
}

const ChoiceForm = ({ session, story, other, choice, label }: ChoiceFormProps) => (
  <form method="post" action={relatedHref(story)}>
    <FormToken session={session} />
    <input type="hidden" name="choice" value={choice} />
    <input type="hidden" name="other" value={other.id} />
    <button type="submit" class="quiet" aria-label={`${label}: ${other.headline}`}>
      {label}
    </button>
  </form>
);

const PinOther = ({ session, story, typed = '', fault }: RelatedViewProps) => (
  <form class="narrow pin-other" method="post" action={relatedHref(story)}>
    <FormToken session={session} />
    <input type="hidden" name="choice" value="pin" />
    <Line
      name="other"
      label="Pin another story"
      hint="Its address, as it stands in the browser’s bar. Pins stand in the order in which they were made."
      value={typed}
      fault={fault}
    />
    <button type="submit">Pin</button>
  </form>
);

function inWords(reason: Reason): string {
  switch (reason.kind) {
    case 'pinned':
      return 'Pinned';
    case 'same-event':
      return 'Same event';
    case 'also-about':
      return `Also about ${reason.name}`;
    case 'background':
      return 'Background';
    case 'same-topic':
      return `Same topic: ${reason.topic}`;
    case 'followed':
      return 'Readers went on to it';
  }
}
