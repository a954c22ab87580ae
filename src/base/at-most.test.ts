import { expect, it } from 'vitest';
import { atMost } from './at-most.js';

function held() {
  let release = () => {};
  const done = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { done, release };
}

it('runs two at a time, in order, and refuses what would wait too long', async () => {
  const turn = atMost(2, 1);
  const started: string[] = [];
  const holds = { a: held(), b: held(), c: held() };
  const run = (name: keyof typeof holds) =>
    turn(async () => {
      started.push(name);
      await holds[name].done;
      return name;
    });
  const first = run('a');
  const second = run('b');
  const third = run('c');
  await expect(turn(async () => 'd')).rejects.toMatchObject({ code: 'overloaded' });
  expect(started).toEqual(['a', 'b']);
  holds.b.release();
  expect(await second).toBe('b');
  await Promise.resolve();
  expect(started).toEqual(['a', 'b', 'c']);
  holds.a.release();
  holds.c.release();
  expect(await Promise.all([first, third])).toEqual(['a', 'c']);
});

it('gives the place back when the work fails', async () => {
  const turn = atMost(1, 0);
  await expect(turn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turn(async () => 1)).toBe(1);
});
