import { describe, expect, it } from 'vitest';
import { Problem, type ProblemCode, problems } from './problem.js';

describe('the catalogue of problems', () => {
  it.each(Object.entries(problems))(
    '%s has an HTTP error status, an exit code and a title',
    (_code, problem) => {
      expect(problem.status).toBeGreaterThanOrEqual(400);
      expect(problem.status).toBeLessThan(600);
      expect([1, 2]).toContain(problem.exit);
      expect(problem.title).toMatch(/^[A-Z][^!]*[^.!]$/);
    },
  );

  it('says each thing once', () => {
    const titles = Object.values(problems).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('Problem', () => {
  it('has the status of its code, and keeps what is for the log apart from what is shown', () => {
    const code: ProblemCode = 'edit_conflict';
    const problem = new Problem(code, 'Anna saved this at 14:05.', { revision: 7 });
    expect(problem).toBeInstanceOf(Error);
    expect([problem.status, problem.message, problem.log]).toEqual([
      409,
      'Anna saved this at 14:05.',
      { revision: 7 },
    ]);
    expect(problem.message).not.toContain('7');
  });
});
