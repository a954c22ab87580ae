import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawRates, ratesTable } from './rates.js';

const document = readFileSync(new URL('../../../../docs/simulated-day.md', import.meta.url), 'utf8');

describe('the rates of a simulated day', () => {
  it('are those of docs/simulated-day.md', () =>
    expect(document).toContain(`<!-- rates -->\n${ratesTable()}\n<!-- /rates -->`));

  it('are others for each seed, and the same for the same', () => {
    expect(drawRates(7)).toEqual(drawRates(7));
    expect(drawRates(7).zipf).not.toBe(drawRates(8).zipf);
  });
});
