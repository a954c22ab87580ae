import { describe, expect, it } from 'vitest';
import { sanitizeBody } from '../../newsroom/stories/body-blocks.js';
import { publishedStory } from '../published-story.fixture.js';
import { bodyForPage, datelineOf, withDateline } from './body-html.js';
import { storyLabelsEn } from './labels/story-en.js';

const shown = (html: string) =>
  bodyForPage(publishedStory({ story: { body: sanitizeBody(html) } }).story, storyLabelsEn);

describe('the dateline', () => {
  it.each([
    ['SEAL SANDS', 'CNA', 'SEAL SANDS (CNA) — '],
    ['SEAL SANDS', '', 'SEAL SANDS — '],
    ['', 'CNA', '(CNA) — '],
    ['', '', ''],
  ])('of "%s" and "%s" is "%s"', (dateline, agency, text) =>
    expect(datelineOf({ dateline, agency })).toBe(text),
  );

  it.each([
    ['<p lang="ar" dir="rtl">x</p>', '<p lang="ar" dir="rtl">D x</p>'],
    ['<h2>x</h2><p>y</p>', '<p>D </p><h2>x</h2><p>y</p>'],
    ['<pre>x</pre>', '<p>D </p><pre>x</pre>'],
  ])('runs into %s', (body, expected) => expect(withDateline(body, 'D ')).toBe(expected));
});

describe('a body on the page', () => {
  it('shows kept pictures in all served widths, each with its place', () => {
    const html = shown(
      `<figure><img src="/media/${'a'.repeat(64)}/640.webp" alt="A &quot;seal&quot;" width="900" height="600"></figure>`,
    );
    expect(html).toContain(`/media/${'a'.repeat(64)}/1920.webp 1920w`);
    expect(html).toContain('width="900" height="600" alt="A &quot;seal&quot;" loading="lazy"');
  });

  it('gives a picture without a size a place to stand in', () => {
    expect(shown(`<img src="/media/${'a'.repeat(64)}/640.webp" alt="x">`)).toContain('class="unsized"');
  });

  it('writes a picture of others as words where a link stands around it', () => {
    expect(
      shown('<p><a href="https://a.example/"><img src="https://b.example/x.png" alt="Gull"></a></p>'),
    ).toBe('<p><a href="https://a.example/">Gull (Picture at b.example)</a></p>');
  });

  it('puts a table into a frame that a keyboard reaches', () => {
    expect(shown('<table><tr><td>1</td></tr></table>')).toMatch(
      /^<section class="wide" tabindex="0" aria-label="Table"><table>.*<\/table><\/section>$/,
    );
  });

  it('leaves all else as it is', () => {
    const body =
      '<p>A <em>b</em> <a href="/2026/03/x">c</a></p><blockquote class="pull-quote"><p>d</p></blockquote>';
    expect(shown(body)).toBe(body);
  });
});
