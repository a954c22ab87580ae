import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml, jsonForScript } from './html.js';

describe('escapeHtml', () => {
  it.each([
    ['<b>&"\'', '&lt;b&gt;&amp;&quot;&#39;'],
    ['&amp;', '&amp;amp;'],
    ['Müller & Söhne', 'Müller &amp; Söhne'],
    ['', ''],
  ])('%s', (text, escaped) => {
    expect(escapeHtml(text)).toBe(escaped);
  });
});

describe('jsonForScript', () => {
  it.each(['</script>', '<!--', '<SCRIPT>', ']]><x'])('%s cannot end or change the element', (text) => {
    expect(jsonForScript({ text })).not.toContain('<');
  });

  it('is the same JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonForScript(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
