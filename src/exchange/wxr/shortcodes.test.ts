import { describe, expect, it } from 'vitest';
import { withoutShortcodes } from './shortcodes.js';

const attachments = new Map([
  ['7', { url: 'https://h.example/7.jpg', caption: 'A "quay"', altText: 'Quay' }],
]);

const run = (copy: string) => {
  const notes = new Set<string>();
  const html = withoutShortcodes(copy, (id) => attachments.get(id), notes).trim();
  return { html, notes: [...notes] };
};

const image = '<img src="https://h.example/1.jpg" alt="" />';
const embed = (address: string, title: string) =>
  `<figure class="embed"><a href="${address}">${title}</a></figure>`;

describe('shortcodes', () => {
  it.each([
    [
      `[caption id="a" width="9"]${image} At dawn[/caption]`,
      `<figure>${image}<figcaption>At dawn</figcaption></figure>`,
    ],
    [
      `[caption caption="At dawn"]${image}[/caption]`,
      `<figure>${image}<figcaption>At dawn</figcaption></figure>`,
    ],
    [
      `[wp_caption]<a href="/x">${image}</a> By <em>us</em>[/wp_caption]`,
      `<figure><a href="/x">${image}</a><figcaption>By <em>us</em></figcaption></figure>`,
    ],
    ['[embed]https://vimeo.com/12[/embed]', embed('https://vimeo.com/12', 'vimeo.com')],
    ['[youtube abcdefg]', embed('https://www.youtube.com/watch?v=abcdefg', 'youtube.com')],
    ['[youtube=http://youtu.be/abcdefg]', embed('http://youtu.be/abcdefg', 'youtu.be')],
    ['[audio mp3="https://h.example/a.mp3"][/audio]', embed('https://h.example/a.mp3', 'h.example')],
    ['[tweet https://twitter.com/h/status/1]', embed('https://twitter.com/h/status/1', 'twitter.com')],
    [
      '[gallery ids="7"]',
      '<figure><img src="https://h.example/7.jpg" alt="Quay" /><figcaption>A &quot;quay&quot;</figcaption></figure>',
    ],
  ])('%s becomes a figure', (copy, html) => {
    expect(run(copy)).toEqual({ html, notes: [] });
  });

  it.each([
    ['[dropcap]T[/dropcap]he bridge', 'The bridge', ['shortcode [dropcap] dropped']],
    ['A [button href="/x" color="red"]click[/button] B', 'A click B', ['shortcode [button] dropped']],
    ['[contact_form]', '', ['shortcode [contact_form] dropped']],
    ['[map n=5]', '', ['shortcode [map] dropped']],
    ['[one][two x="1"]in[/two][/one]', 'in', ['shortcode [two] dropped', 'shortcode [one] dropped']],
    ['[gallery]', '', ['gallery without a list of its pictures dropped']],
    [
      '[gallery ids="7,8"]',
      expect.stringContaining('7.jpg'),
      ['1 of 2 gallery pictures were not in the export so far, dropped'],
    ],
  ])('%s goes, with a note', (copy, html, notes) => {
    expect(run(copy)).toEqual({ html, notes });
  });

  it.each([
    '“[He] said [sic] it was [the bridge]”',
    'the [co-founder] of [1]',
    '[the bill, n=5]',
    '<code>[gallery ids="7"]</code> and <pre>[x y="1"]</pre>',
  ])('%s stays', (copy) => {
    expect(run(copy)).toEqual({ html: copy, notes: [] });
  });

  it('an escaped one is shown', () => {
    expect(run('[[gallery ids="7"]]').html).toBe('[gallery ids="7"]');
  });
});
