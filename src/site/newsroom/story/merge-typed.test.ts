import { expect, it } from 'vitest';
import { emptyContent } from '../../../newsroom/stories/story-desk.js';
import { mergeTyped, type TypedField } from './merge-typed.js';
import { type TypedStory, typedOf } from './typed-story.js';

const base: TypedStory = {
  ...typedOf({ ...emptyContent, headline: 'Old', body: '<p>Old</p>' }, new Map(), ''),
  credits: [{ name: 'Ola Brandt', role: '' }],
};

it.each<[string, Partial<TypedStory>, Partial<TypedStory>, Partial<TypedStory>, TypedField[], TypedField[]]>([
  ['nothing changed', {}, {}, {}, [], []],
  ['only mine', { headline: 'Mine' }, {}, { headline: 'Mine' }, [], []],
  ['only theirs', {}, { headline: 'Theirs' }, { headline: 'Theirs' }, [], ['headline']],
  ['both alike', { headline: 'Same' }, { headline: 'Same' }, { headline: 'Same' }, [], []],
  ['both, differently', { headline: 'Mine' }, { headline: 'Theirs' }, { headline: 'Mine' }, ['headline'], []],
  [
    'two fields',
    { kicker: 'K' },
    { headline: 'Theirs' },
    { kicker: 'K', headline: 'Theirs' },
    [],
    ['headline'],
  ],
  ['I cleared what they kept', { headline: '' }, {}, { headline: '' }, [], []],
  ['their names', {}, { credits: [] }, { credits: [] }, [], ['credits']],
  [
    'their body with its format',
    { headline: 'Mine' },
    { body: '<h2>New</h2>', bodyFormat: 'html' },
    { headline: 'Mine', body: '<h2>New</h2>', bodyFormat: 'html' },
    [],
    ['body'],
  ],
])('%s', (_what, mine, theirs, expected, clashes, takenOver) => {
  const merged = mergeTyped(base, { ...base, ...mine }, { ...base, ...theirs });
  expect(merged).toEqual({ typed: { ...base, ...expected }, clashes, takenOver });
});

it('takes every difference for a clash where the common version is not known', () => {
  const merged = mergeTyped(undefined, { ...base, headline: 'Mine' }, base);
  expect(merged).toEqual({ typed: { ...base, headline: 'Mine' }, clashes: ['headline'], takenOver: [] });
});
