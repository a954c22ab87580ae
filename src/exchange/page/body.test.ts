import { describe, expect, it } from 'vitest';
import { copy, lede, page, read, second, story, third } from '../../../test/support/saved-page.js';

describe('what is not the story', () => {
  const around = `
    <nav><a href="/">Home</a></nav><header><a href="/world">World</a></header>
    <h1>Bridge opens in June</h1>
    <article class="story-body">
      <p>${lede}</p>
      <div class="related-stories"><h3>Related</h3><ul><li><a href="/a">Ferry to stop in May, says its operator</a></li></ul></div>
      <p>Advertisement</p>
      <p><a href="/b">Read also: Why the ferry is always late in the morning</a></p>
      <p>${second}</p>
      <div class="newsletter-signup"><p>Sign up for our newsletter and get the harbour news each morning in your inbox.</p></div>
      <aside>What is a pier? It carries a bridge, and stands in the water or on land, as every child in the town knows.</aside>
      <ul class="share-bar"><li><a href="https://social.example/s">Share</a></li></ul>
      <p>${third}</p>
      <script>track()</script>
    </article>
    <section class="comments"><p>I have said so for years, and nobody listened to me, as always in this town of ours.</p></section>
    <footer><p>© 2026 Harbour Courier. All rights reserved, as they are everywhere in the world today.</p></footer>`;

  it('is left out, with a note of what was', async () => {
    const item = await story(page('<title>Bridge opens in June</title>', around));
    expect(item.body).toBe(copy);
    expect(item.notes).toEqual(['left out: a label', 'left out: a link elsewhere']);
  });

  it('is a whole page when it holds no copy', async () => {
    const index = page(
      '<title>Harbour Courier</title>',
      '<h1>Today in the harbour town</h1><ul><li><a href="/a">Bridge</a></li></ul>',
    );
    expect(await read(index)).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('no copy') });
    expect(await read(page('', copy))).toMatchObject({
      kind: 'skipped',
      reason: expect.stringContaining('no headline'),
    });
  });
});

describe('links and pictures', () => {
  const head =
    '<title>Bridge opens in June</title><link rel="canonical" href="https://courier.example/world/bridge">';
  const body = async (inner: string, origin?: string) =>
    (
      await story(
        page(
          head,
          `<h1>Bridge opens in June</h1><article><p>${lede}</p>${inner}<p>${second}</p><p>${third}</p></article>`,
        ),
        origin,
      )
    ).body;

  it.each([
    [
      '<a href="../news/ferry?utm_source=a&amp;id=2">ferry</a>',
      'href="https://courier.example/news/ferry?id=2"',
    ],
    ['<a href="//other.example/x">other</a>', 'href="https://other.example/x"'],
    ['<a href="mailto:desk@courier.example">desk</a>', 'href="mailto:desk@courier.example"'],
  ])('resolves %s', async (link, expected) => {
    expect(
      await body(`<p>The operator of the ${link} did not want to speak about it to this paper.</p>`),
    ).toContain(expected);
  });

  it.each([
    '<a href="javascript:alert(1)">x</a>',
    '<a href="#top">x</a>',
    '<p onclick="x()">Bridge.</p>',
    '<iframe src="https://a.example"></iframe>',
  ])('takes the danger out of %s', async (written) => {
    expect(
      await body(`<p>The ferry ${written} runs until the end of June, and not a day longer.</p>`),
    ).not.toMatch(/javascript|#top|onclick|iframe/);
  });

  it.each([
    [
      'data-src',
      '<figure><img src="data:image/gif;base64,R0lGOD" data-src="/p/a.jpg" alt="Pier"><figcaption>The pier</figcaption></figure>',
    ],
    [
      'data-srcset',
      '<figure><img data-srcset="/p/s.jpg 320w, /p/a.jpg 1200w, /p/x.jpg 4000w" alt="Pier"><figcaption>The pier</figcaption></figure>',
    ],
    [
      'noscript',
      '<figure><img src="/p/placeholder.gif" alt=""><noscript><img src="/p/a.jpg" alt="Pier"></noscript><figcaption>The pier</figcaption></figure>',
    ],
    [
      'picture',
      '<figure><picture><source srcset="/p/a.jpg 800w"><img alt="Pier"></picture><figcaption>The pier</figcaption></figure>',
    ],
  ])('finds a picture that loads late: %s', async (_name, figure) => {
    expect(await body(figure)).toContain(
      '<figure><img src="https://courier.example/p/a.jpg" alt="Pier" /><figcaption>The pier</figcaption></figure>',
    );
  });

  it('drops pixels that only count', async () => {
    expect(
      await body(
        '<img src="https://count.example/p.gif" width="1" height="1"><img src="https://count.example/q.gif" style="x" height="0">',
      ),
    ).not.toContain('count.example');
  });
});

describe('the standfirst', () => {
  const described = `<title>Bridge opens in June</title><meta name="description" content="${lede}">`;

  it('is the description that stands under the headline', async () => {
    const item = await story(
      page(
        described,
        `<h1>Bridge opens in June</h1><p class="standfirst">${lede}</p><div><p>${second}</p><p>${third}</p><p>${third.replace('Friday', 'Sunday')}</p></div>`,
      ),
    );
    expect(item).toMatchObject({
      standfirst: lede,
      body: expect.stringMatching(new RegExp(`^<p>${second.slice(0, 20)}`)),
    });
  });

  it('is not the first paragraph, though the description repeats it', async () => {
    const item = await story(page(described, `<h1>Bridge opens in June</h1><article>${copy}</article>`));
    expect(item).toMatchObject({ standfirst: '', body: copy });
  });

  it('is not a description that no reader sees', async () => {
    const head = '<meta name="description" content="All about bridges, piers and ferries on one page.">';
    expect((await story(page(head, `<h1>Bridge opens in June</h1>${copy}`))).standfirst).toBe('');
  });
});
