import { slugOf } from './slug.js';

/** A topic's address part; topics whose names differ only in case or punctuation are one. */
export const topicSlugOf = (name: string): string => slugOf(name) || encodeURIComponent(name.trim());
