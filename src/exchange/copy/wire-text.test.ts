import { expect, it } from 'vitest';
import { bodyFromWireText } from './wire-text.js';

const column = 'The bridge across the mouth of the harbour opened at dawn';

it.each([
  ['blank lines', 'One.\n\nTwo.', '<p>One.</p><p>Two.</p>'],
  [
    'indented paragraphs, set in columns',
    `${column},\ntwo years after the storm.\n    ${column}\nagain.\n    Three.`,
    `<p>${column}, two years after the storm.</p><p>${column} again.</p><p>Three.</p>`,
  ],
  [
    'columns between blank lines',
    `${column}\n${column}\nlast.\n\nTwo.`,
    `<p>${column} ${column} last.</p><p>Two.</p>`,
  ],
  [
    'a line each',
    'Long line one, said the mayor of the town.\nTwo.\nThree.',
    '<p>Long line one, said the mayor of the town.</p><p>Two.</p><p>Three.</p>',
  ],
  [
    'long lines',
    `${column.repeat(3)}\n${column.repeat(2)}`,
    `<p>${column.repeat(3)}</p><p>${column.repeat(2)}</p>`,
  ],
  [
    'a table',
    'Catch in tonnes:\n  Cod     12   14\n  Hake     3    4\nThe rest is unknown.',
    '<p>Catch in tonnes:</p><pre>  Cod     12   14\n  Hake     3    4</pre><p>The rest is unknown.</p>',
  ],
  ['an end mark', 'One.\n\n-30-\n', '<p>One.</p>'],
  ['markup and control characters', 'A <B> & C\u0003.', '<p>A &lt;B&gt; &amp; C.</p>'],
  ['carriage returns', 'One.\r\n\r\nTwo.', '<p>One.</p><p>Two.</p>'],
  ['nothing', ' \n', ''],
])('%s', (_name, text, body) => {
  expect(bodyFromWireText(text)).toBe(body);
});
