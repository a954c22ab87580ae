import { describe, expect, it } from 'vitest';
import type { StoryCard } from '../../newsroom/stories/published-stories.js';
import type { StoryId } from '../../newsroom/stories/story.js';
import { KeptCards } from './kept-cards.js';

const [one, two] = ['one', 'two'] as unknown as [StoryId, StoryId];

/** A shelf whose public stories a test changes, and which writes down what it was asked. */
function shelf() {
  const headlines = new Map<StoryId, string>([
    [one, 'First'],
    [two, 'Second'],
  ]);
  const asked: StoryId[][] = [];
  const cards = async (ids: readonly StoryId[]) => {
    asked.push([...ids]);
    return new Map(
      ids.flatMap((id) => {
        const headline = headlines.get(id);
        return headline === undefined ? [] : [[id, { id, headline } as StoryCard] as const];
      }),
    );
  };
  return { headlines, asked, kept: new KeptCards({ cards }) };
}
const shown = async (kept: KeptCards) =>
  [...(await kept.cards([two, one])).values()].map(({ headline }) => headline);

describe('kept cards', () => {
  it('are read once, in the order asked for', async () => {
    const { asked, kept } = shelf();
    expect(await shown(kept)).toEqual(['Second', 'First']);
    expect(await shown(kept)).toEqual(['Second', 'First']);
    expect(asked).toEqual([[two, one], []]);
  });

  it('are not lost where one changes while another is read', async () => {
    const { kept } = shelf();
    await kept.cards([one]);
    const reading = shown(kept);
    kept.purge(['story:one']);
    expect(await reading).toEqual(['Second', 'First']);
  });

  it('let go of a story that changed or was withdrawn', async () => {
    const { headlines, kept } = shelf();
    await shown(kept);
    headlines.set(one, 'First, mended');
    headlines.delete(two);
    kept.purge(['front', 'story:one', 'story:two']);
    expect(await shown(kept)).toEqual(['First, mended']);
  });

  it.each(['paper', 'contributor:7'])('let go of everything at %s', async (tag) => {
    const { headlines, kept } = shelf();
    await shown(kept);
    headlines.set(one, 'Elsewhere');
    kept.purge([tag]);
    expect(await shown(kept)).toContain('Elsewhere');
  });

  it('keep nothing that was read while a change came in', async () => {
    const { headlines, kept } = shelf();
    const reading = shown(kept);
    kept.purge(['story:two']);
    headlines.delete(two);
    expect(await reading).toContain('Second');
    expect(await shown(kept)).toEqual(['First']);
  });
});
