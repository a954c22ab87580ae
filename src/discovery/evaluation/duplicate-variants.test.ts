import { describe, expect, it } from 'vitest';
import type { StoryText } from '../text/story-text.js';
import { operations, variantRates, variantsOf } from './duplicate-variants.js';

const source = (place: number): StoryText => ({
  id: `s${place}`,
  language: 'en',
  headline: `Headline ${place}`,
  standfirst: '',
  paragraphs: Array.from({ length: 10 }, (_, at) => `TARN HEAD, May 3 (AP) — Story ${place} said ${at}.`),
  section: '',
  topics: [],
});
const sources = [source(1), source(2)];
const body = (text: StoryText) => text.paragraphs.join(' ');

describe('variants', () => {
  it('are one for each source and operation, the same for the same seed', () => {
    const variants = variantsOf(sources);
    expect(variants).toHaveLength(2 * Object.keys(operations).length);
    expect(variantsOf(sources)).toEqual(variants);
    expect(variantsOf(sources, 5)).not.toEqual(variants);
  });

  it('appear within two days or later, half of them each', () => {
    const many = Array.from({ length: 60 }, (_, place) => source(place));
    const hours = variantsOf(many).map(({ hoursAfter }) => hoursAfter);
    const soon = hours.filter((hour) => hour <= variantRates.soonHours);
    expect(soon.length / hours.length).toBeCloseTo(0.5, 1);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...hours)).toBeLessThanOrEqual(variantRates.latestHours);
    const laterMonths = hours.filter((hour) => hour > 30 * 24);
    expect(laterMonths.length / hours.length).toBeCloseTo(0.29, 1);
  });

  const of = (operation: string) =>
    variantsOf(sources).find((variant) => variant.operation === operation)!.text;

  it.each([
    ['repost', (text: StoryText) => body(text) === body(sources[0]!)],
    [
      'headlineChanged',
      (text: StoryText) => text.headline === 'Headline 2' && body(text) === body(sources[0]!),
    ],
    ['cutFromEnd', (text: StoryText) => body(text).length < 0.85 * body(sources[0]!).length],
    [
      'leadAdded',
      (text: StoryText) => body(text).includes('Story 2') && body(text).includes('Story 1 said 9'),
    ],
    [
      'agencySwapped',
      (text: StoryText) => !text.paragraphs[0]!.includes('(AP)') && body(text).includes('said 0.'),
    ],
    [
      'numbersUpdated',
      (text: StoryText) => body(text).replace(/\d+/g, '') === body(sources[0]!).replace(/\d+/g, ''),
    ],
    ['boilerplateAround', (text: StoryText) => text.paragraphs.length === 12],
    ['fullerVersion', (text: StoryText) => body(text).length > 1.2 * body(sources[0]!).length],
  ])('%s does what it says', (operation, holds) => {
    expect(holds(of(operation))).toBe(true);
  });
});
