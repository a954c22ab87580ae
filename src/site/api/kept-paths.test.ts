import { expect, it } from 'vitest';
import type { StoryId } from '../../newsroom/stories/story.js';
import { KeptPaths } from './kept-paths.js';

/** Addresses as a database would have them, which a test changes. */
function openPaths() {
  const known = new Map<string, StoryId>();
  const asked: string[] = [];
  let wait = Promise.resolve();
  const paths = new KeptPaths(async (path) => {
    asked.push(path);
    const found = known.get(path);
    await wait;
    return found;
  });
  return {
    known,
    asked,
    paths,
    hold() {
      let goOn = () => {};
      wait = new Promise((resolve) => {
        goOn = resolve;
      });
      return goOn;
    },
  };
}

const [ferry, quay] = ['ferry' as StoryId, 'quay' as StoryId];

it('asks once for an address, also where it leads to no story', async () => {
  const { known, asked, paths } = openPaths();
  known.set('/a', ferry);
  for (let turn = 0; turn < 2; turn += 1) {
    expect(await paths.storyAt('/a')).toBe(ferry);
    expect(await paths.storyAt('/')).toBeUndefined();
  }
  expect(asked).toEqual(['/a', '/']);
});

it.each([
  ['its story', ['story:ferry']],
  ['the address', ['front', 'path:/a']],
])('lets go of an address when a change names %s, and of no other', async (_what, tags) => {
  const { known, asked, paths } = openPaths();
  known.set('/a', ferry).set('/b', quay);
  await paths.storyAt('/a');
  await paths.storyAt('/b');
  known.delete('/a');
  paths.purge(tags);
  expect(await paths.storyAt('/a')).toBeUndefined();
  expect(await paths.storyAt('/b')).toBe(quay);
  expect(asked).toEqual(['/a', '/b', '/a']);
});

it('takes up a story at an address that led to none', async () => {
  const { known, paths } = openPaths();
  expect(await paths.storyAt('/a')).toBeUndefined();
  known.set('/a', ferry);
  paths.purge(['story:ferry', 'path:/a']);
  expect(await paths.storyAt('/a')).toBe(ferry);
});

it('does not keep what was read while a change came in', async () => {
  const { known, paths, hold } = openPaths();
  known.set('/a', ferry);
  const goOn = hold();
  const early = paths.storyAt('/a');
  known.delete('/a');
  paths.purge(['story:ferry']);
  goOn();
  expect(await early).toBe(ferry);
  expect(await paths.storyAt('/a')).toBeUndefined();
});
