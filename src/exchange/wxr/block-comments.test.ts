import { describe, expect, it } from 'vitest';
import { withoutBlockComments } from './block-comments.js';

const run = (copy: string) => {
  const notes = new Set<string>();
  const html = withoutBlockComments(copy, notes).replace(/>\s+</g, '><').trim();
  return { html, notes: [...notes] };
};

describe('classic copy', () => {
  it.each([
    ['One.\n\nTwo\nthree.', '<p>One.</p><p>Two<br />three.</p>'],
    ['One.\r\n\r\n\r\nTwo.', '<p>One.</p><p>Two.</p>'],
    ['One.\n<h2>Head</h2>\nTwo.', '<p>One.</p><h2>Head</h2><p>Two.</p>'],
    ['<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['<pre>a\n\nb</pre>\n\nTwo.', '<pre>a\n\nb</pre><p>Two.</p>'],
    ['<blockquote>One.\n\nTwo.</blockquote>', '<blockquote><p>One.</p><p>Two.</p></blockquote>'],
    ['<p>One\ntwo</p>', '<p>One<br />two</p>'],
    ['<img\n src="a.jpg"\n alt="">\n\nTwo.', '<p><img src="a.jpg" alt=""></p><p>Two.</p>'],
    ['One.<!--more-->\n\nTwo.', '<p>One.</p><p>Two.</p>'],
    ['One.<br />\nTwo.', '<p>One.<br />\nTwo.</p>'],
    [
      'https://vimeo.com/12\n\nTwo.',
      '<figure class="embed"><a href="https://vimeo.com/12">vimeo.com</a></figure><p>Two.</p>',
    ],
    ['1 < 2\n\nTwo.', '<p>1 < 2</p><p>Two.</p>'],
  ])('%j', (copy, html) => {
    expect(run(copy)).toEqual({ html, notes: [] });
  });
});

describe('copy of the block editor', () => {
  it.each([
    ['<!-- wp:paragraph {"align":"left"} --><p>One\ntwo</p><!-- /wp:paragraph -->', '<p>One\ntwo</p>', []],
    [
      '<!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->\n\nTwo\n\nThree',
      '<p>One</p><p>Two</p><p>Three</p>',
      [],
    ],
    [
      '<!-- wp:group --><div><!-- wp:list --><ul><li>a</li></ul><!-- /wp:list --></div><!-- /wp:group -->',
      '<div><ul><li>a</li></ul></div>',
      [],
    ],
    [
      '<!-- wp:latest-posts {"n":3} /--><!-- wp:paragraph --><p>One</p><!-- /wp:paragraph -->',
      '<p>One</p>',
      ['block “latest-posts” is made when it is shown, dropped'],
    ],
    [
      '<!-- wp:embed {"url":"https://vimeo.com/12"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://vimeo.com/12\n</div><figcaption>The <em>film</em></figcaption></figure><!-- /wp:embed -->',
      '<figure class="embed"><a href="https://vimeo.com/12">The film</a></figure>',
      [],
    ],
  ])('%j', (copy, html, notes) => {
    expect(run(copy)).toEqual({ html, notes });
  });
});
