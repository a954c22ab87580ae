import { describe, expect, it } from 'vitest';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { harbour, news, storyCard } from '../published-story.fixture.js';
import { arrangeFront } from './front-arrangement.js';

const picture = { hash: 'a'.repeat(64), altText: 'x', widthPixels: 3, heightPixels: 2 };
const card = (id: string, changes: Partial<StoryCard> = {}) => storyCard({ id: id as StoryId, ...changes });
const ids = (cards: readonly (StoryCard | undefined)[]) => cards.map((each) => each?.id);

describe('arrangeFront', () => {
  it('leads with a picture from the four newest, else with the newest', () => {
    expect(arrangeFront([card('a'), card('b'), card('c', { picture })], [], 'en').lead?.id).toBe('c');
    const far = [card('a'), card('b'), card('c'), card('d'), card('e', { picture })];
    expect(arrangeFront(far, [], 'en').lead?.id).toBe('a');
  });

  it('leads in the paper’s language, or in any where there is none in it', () => {
    const foreign = card('es', { language: 'es', picture });
    expect(arrangeFront([foreign, card('en', { language: 'en-GB' })], [], 'en').lead?.id).toBe('en');
    expect(arrangeFront([foreign], [], 'en').lead?.id).toBe('es');
  });

  it('leads with what editors pinned, old or foreign, and shows it once', () => {
    const latest = ['a', 'b', 'c', 'd', 'e'].map((id) => card(id));
    const old = card('old', { language: 'es' });
    const front = arrangeFront(latest, [{ section: news, cards: [old, ...latest] }], 'en', old);
    expect(ids([front.lead, ...front.seconds])).toEqual(['old', 'a', 'b', 'c']);
    expect(ids(front.sections[0]!.cards)).toEqual(['d', 'e']);
    const again = arrangeFront(latest, [], 'en', card('b'));
    expect(ids([again.lead, ...again.seconds])).toEqual(['b', 'a', 'c', 'd']);
  });

  it('shows a story once and leaves out a section that has nothing else', () => {
    const latest = ['a', 'b', 'c', 'd', 'e'].map((id) => card(id));
    const front = arrangeFront(
      latest,
      [
        { section: news, cards: latest },
        { section: harbour, cards: latest.slice(0, 3) },
      ],
      'en',
    );
    expect(ids([front.lead, ...front.seconds])).toEqual(['a', 'b', 'c', 'd']);
    expect(front.sections.map(({ section, cards }) => [section.name, ids(cards)])).toEqual([['News', ['e']]]);
  });

  it('is empty for an empty paper', () => {
    expect(arrangeFront([], [{ section: news, cards: [] }], 'en')).toEqual({
      lead: undefined,
      seconds: [],
      sections: [],
    });
  });
});
