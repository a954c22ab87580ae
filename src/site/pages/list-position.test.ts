import { describe, expect, it } from 'vitest';
import { storyCard } from '../published-story.fixture.js';
import { afterOf, parseAfter } from './list-position.js';

describe('?after=', () => {
  it('leads back to where it was made', () => {
    const dated = storyCard({ firstPublishedAt: 1_773_000_000_000 });
    expect(parseAfter(afterOf(dated))).toEqual({ firstPublishedAt: 1_773_000_000_000, id: dated.id });
    const { firstPublishedAt: _, ...undated } = storyCard();
    expect(parseAfter(afterOf(undated))).toEqual({ firstPublishedAt: null, id: undated.id });
  });

  it.each(['', 'x', '1', '1.', '.a', '1.a b', 'NaN.a', `1.${'a'.repeat(65)}`, "1.a' or 1=1"])(
    'refuses "%s"',
    (text) => expect(parseAfter(text)).toBeUndefined(),
  );
});
