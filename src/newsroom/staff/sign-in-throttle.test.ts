import { expect, it } from 'vitest';
import { minuteMs } from '../../base/clock.js';
import { SignInThrottle } from './sign-in-throttle.js';

const setUp = () => {
  const time = { now: Date.UTC(2026, 2, 12, 11) };
  return { time, throttle: new SignInThrottle(() => time.now) };
};

it('stops the sixth guess at one account, from wherever it comes, for a minute', () => {
  const { time, throttle } = setUp();
  const tries = Array.from({ length: 6 }, (_, n) => throttle.take('ines@paper.example', `198.51.100.${n}`));
  expect(tries).toEqual([true, true, true, true, true, false]);
  expect(throttle.take('olu@paper.example', '198.51.100.9')).toBe(true);
  time.now += minuteMs;
  expect(throttle.take('ines@paper.example', '198.51.100.9')).toBe(true);
  expect(throttle.take('ines@paper.example', '198.51.100.9')).toBe(false);
});

it('stops one address that tries many accounts', () => {
  const { throttle } = setUp();
  const tries = Array.from({ length: 21 }, (_, n) =>
    throttle.take(`nobody-${n}@paper.example`, '198.51.100.1'),
  );
  expect(tries.filter(Boolean)).toHaveLength(20);
  expect(throttle.take('ines@paper.example', '198.51.100.1')).toBe(false);
});

it('costs nothing to somebody who knows the password', () => {
  const { throttle } = setUp();
  for (let n = 0; n < 50; n += 1) {
    expect(throttle.take('ines@paper.example', '198.51.100.1')).toBe(true);
    throttle.giveBack('ines@paper.example', '198.51.100.1');
  }
});
