import { topicSlugOf } from '../../../newsroom/stories/topic-slug.js';
import { topicHref } from '../../addresses.js';
import type { StoryLabels } from '../../theme/labels/story-labels.js';

export const Topics = ({
  topics,
  labels,
}: {
  readonly topics: readonly string[];
  readonly labels: StoryLabels;
}) =>
  topics.length === 0 ? null : (
    <nav class="topics" aria-label={labels.topics}>
      <h2>{labels.topics}</h2>
      <ul>
        {topics.map((topic) => (
          <li>
            <a href={topicHref(topicSlugOf(topic))}>{topic}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
