import { defineConfig } from 'vitest/config';

/** What drives whole processes and browsers: one file after the other, after the rest, so that none waits for another. */
const whole = ['test/journeys/**/*.test.ts', 'test/promises/**/*.test.ts', 'test/http/start-up.test.ts'];

const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;
const usual = { testTimeout: 60_000, hookTimeout: 60_000, pool: 'forks' } as const;

export default defineConfig({
  test: {
    /** Once for both projects: what it finds and starts is provided to each. */
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      {
        oxc,
        test: {
          ...usual,
          name: 'parts',
          include: ['src/**/*.test.{ts,tsx}', 'client/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: whole,
          sequence: { groupOrder: 0 },
        },
      },
      {
        oxc,
        test: {
          ...usual,
          name: 'whole',
          include: whole,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
