import { Area, Line } from '../fields.js';
import type { FormView } from './form-view.js';
import { labelOf } from './typed-story.js';

/** What readers read, in the order in which they read it. */
export function TextFields({ typed, faultOf, isReadOnly }: FormView) {
  const lang = faultOf('language') === undefined && typed.language !== '' ? typed.language : undefined;
  const line = (name: 'kicker' | 'dateline' | 'agency') => ({
    name,
    label: labelOf(name),
    value: typed[name],
    fault: faultOf(name),
    isReadOnly,

    ...(lang === undefined ? {} : { lang }),
  });
  const area = (name: 'headline' | 'standfirst' | 'body') => ({
    name,
    label: labelOf(name),
    value: typed[name],
    fault: faultOf(name),
    isReadOnly,

    ...(lang === undefined ? {} : { lang }),
  });
  return (
    <div class="copy">
      <Line {...line('kicker')} />
      <div class="headline-field">
        <Area {...area('headline')} rows={2} />
      </div>
      <Area {...area('standfirst')} rows={3} />
      <div class="pair">
        <Line {...line('dateline')} hint="Place where it was written, as CITY, Country" />
        <Line {...line('agency')} hint="Such as AP; empty for our own" />
      </div>
      <div class="body-field">
        <Area {...area('body')} rows={26} />
        <BodyFormat typed={typed} isReadOnly={isReadOnly} />
      </div>
    </div>
  );
}

const BodyFormat = ({ typed, isReadOnly }: Pick<FormView, 'typed' | 'isReadOnly'>) => (
  <fieldset class="inline" disabled={isReadOnly}>
    <legend>The text is</legend>
    <label>
      <input type="radio" name="bodyFormat" value="text" checked={typed.bodyFormat === 'text'} /> plain text,
      an empty line between paragraphs
    </label>
    <label>
      <input type="radio" name="bodyFormat" value="html" checked={typed.bodyFormat === 'html'} /> HTML (p, h2
      to h4, lists, blockquote, figure, table, a, em, strong …)
    </label>
  </fieldset>
);
