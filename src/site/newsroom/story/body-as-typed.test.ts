import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyFromText, sanitizeBody } from '../../../newsroom/stories/body-blocks.js';
import { bodyAsHtml, bodyAsText, bodyFromTyped, isSameBody, leftOut } from './body-as-typed.js';

describe('a body in a text field', () => {
  it.each<[string, string | undefined]>([
    ['', ''],
    ['<p>One</p><p>Two<br />lines</p>', 'One\n\nTwo\nlines'],
    ['<p>a &lt;b&gt; &amp;amp; "c" it&#39;s</p>', `a <b> &amp; "c" it's`],
    ['<p>One</p>\n<p>Two</p>', 'One\n\nTwo'],
    ['<p><strong>One</strong></p>', undefined],
    ['<p lang="es">Uno</p>', undefined],
    ['<h2>One</h2>', undefined],
    ['<p>One</p><ul><li>x</li></ul>', undefined],
  ])('%j is text %j', (body, text) => {
    expect(bodyAsText(body)).toBe(text);
  });

  it('comes back the same, whatever text it was made from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const body = bodyFromText(typed);
        const text = bodyAsText(body);
        expect(text).toBeDefined();
        expect(isSameBody(bodyFromTyped('text', text!), body)).toBe(true);
      }),
    );
  });

  it('comes back the same, whatever HTML it was made from', () => {
    const piece = fc.constantFrom(
      '<p>One</p>',
      '<h2>Two</h2>',
      '<ul><li>a</li><li>b <em>c</em></li></ul>',
      '<hr />',
      'loose "text"',
      '<blockquote class="pull-quote"><p>q</p></blockquote>',
      '<table><tbody><tr><td>1</td></tr></tbody></table>',
      '<pre>a  b</pre>',
      '<figure><img src="/media/x/640.webp" alt="it’s" /><figcaption>c</figcaption></figure>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const body = sanitizeBody(pieces.join(''));
        expect(isSameBody(bodyFromTyped('html', bodyAsHtml(body)), body)).toBe(true);
      }),
    );
  });
});

it.each<[string, string[]]>([
  ['<p>One <b>two</b></p>', []],
  ['<div><p>One</p></div><script>x()</script><DIV>', ['div', 'script']],
  ['<o:p>Word</o:p><x-y>z</x-y>', ['x-y']],
])('%j leaves out %j', (typed, names) => {
  expect(leftOut(typed)).toEqual(names);
});
