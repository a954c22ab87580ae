import type { StoryStatus } from '../../../newsroom/stories/story.js';
import { statusMarks } from './acts.js';

export const StatusMark = ({ status }: { readonly status: StoryStatus }) => (
  <span class={`status status-${status}`}>
    <span class="mark" aria-hidden="true">
      {statusMarks[status].mark}
    </span>{' '}
    {statusMarks[status].word}
  </span>
);
