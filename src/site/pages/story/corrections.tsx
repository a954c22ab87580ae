import type { Zone } from '../../../base/zone.js';
import type { Correction } from '../../../newsroom/corrections/correction.js';
import { Time } from '../../theme/dates.js';
import type { StoryLabels } from '../../theme/labels/story-labels.js';

interface CorrectionsProps {
  readonly corrections: readonly Correction[];
  readonly labels: StoryLabels;
  readonly zone: Zone;
}

/** What was wrong, above the text and between rules of its own. */
export function Corrections({ corrections, labels, zone }: CorrectionsProps) {
  if (corrections.length === 0) return null;
  const writing = { locale: labels.locale, zone };
  return (
    <div class="corrections">
      {corrections.map(({ kind, text, at }) => (
        <p class="correction">
          <span class="correction-label">
            <b>{labels.corrections[kind]}</b> · <Time instant={at} style="full" writing={writing} />
          </span>{' '}
          {text}
        </p>
      ))}
    </div>
  );
}
