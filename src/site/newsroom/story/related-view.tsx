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

export type Choice = 'pin' | 'exclude' | 'undo';

export const relatedHref = (story: Pick<Story, 'id'>): string => `${editorHref(story)}/related`;

interface RelatedViewProps {
  readonly session: StaffSession;
  readonly story: Story;
  /** As readers see it. */
  readonly rows: readonly RelatedLine[];
  readonly excluded: readonly Story[];
  /** Whether who looks may decide. */
  readonly isEditor: boolean;
  readonly zone: Zone;
  /** What was typed and why it was refused. */
  readonly typed?: string;
  readonly fault?: string;
}

export function RelatedView(props: RelatedViewProps) {
  const { rows, excluded, isEditor } = props;
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
      {excluded.length > 0 && (
        <>
          <h2>Kept out</h2>
          <ul class="kept-out">
            {excluded.map((other) => (
              <li>
                <a href={editorHref(other)} lang={other.language} dir="auto">
                  {other.headline}
                </a>{' '}
                {isEditor && <ChoiceForm {...props} other={other} choice="undo" label="Undo" />}
              </li>
            ))}
          </ul>
        </>
      )}
      {isEditor && <PinOther {...props} />}
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
      hint="Its address, as it stands in the browser’s bar."
      value={typed}
      fault={fault}
    />
    <button type="submit">Pin to the top</button>
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
