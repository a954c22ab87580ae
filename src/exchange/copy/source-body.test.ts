import { describe, expect, it } from 'vitest';
import { bodyFromSource } from './source-body.js';

describe('a body from a source', () => {
  const base = 'https://h.example/news/1';
  it.each([
    [
      '<img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="A quay">',
      '<p><img src="https://h.example/a.jpg" alt="A quay" /></p>',
    ],
    ['<img srcset="/s.jpg 200w, /l.jpg 900w">', '<p><img src="https://h.example/l.jpg" alt="" /></p>'],
    ['<a href="javascript:alert(1)">x</a>', '<p>x</p>'],
    ['<a href="#note">1</a>', '<p><a href="#note">1</a></p>'],
    [
      '<blockquote class="wp-block-pullquote"><p>Q</p></blockquote>',
      '<blockquote class="pull-quote"><p>Q</p></blockquote>',
    ],
    [
      '<video><source src="/f.mp4"></video>',
      '<figure class="embed"><a href="https://h.example/f.mp4">h.example</a></figure>',
    ],
    [
      '<object data="/f.swf"><embed src="/f.swf"></object>',
      '<figure class="embed"><a href="https://h.example/f.swf">h.example</a></figure>',
    ],
    ['<p>One<script>x</script><style>y</style></p>', '<p>One</p>'],
    ['<dl><dt>One</dt><dd>Two</dd></dl>', '<p>One</p><p>Two</p>'],
    ['<pre>a\n  b</pre>', '<pre>a\n  b</pre>'],
    ['Just text.\n\nAnd more.', '<p>Just text.</p><p>And more.</p>'],
    ['<p> One <br><br></p>', '<p>One</p>'],
  ])('%s', (html, body) => {
    expect(bodyFromSource(html, base).body).toBe(body);
  });
});
