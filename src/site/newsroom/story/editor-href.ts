import type { Story } from '../../../newsroom/stories/story.js';

export const editorHref = (story: Pick<Story, 'id'>): string => `/newsroom/stories/${story.id}`;
