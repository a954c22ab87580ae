import { describe, expect, it } from 'vitest';
import type { MediaId } from '../../../newsroom/stories/story.js';
import { correctionOf, noon, publishedStory, storyCard } from '../../published-story.fixture.js';
import { documentOf, newsArticle, noLists, textOf } from './story-view.fixture.js';

describe('a hostile story', () => {
  const hostile = '</title></script><script>alert(1)</script>"\'<img src=x onerror=alert(1)>';

  it('leaves no element of its own anywhere on the page', () => {
    const document = documentOf(
      publishedStory({
        story: {
          headline: hostile,
          kicker: hostile,
          standfirst: hostile,
          dateline: hostile,
          agency: hostile,
          topics: [hostile],
          byline: { kind: 'printed', text: hostile },
          leadPicture: { mediaId: 'm' as MediaId, caption: hostile, credit: hostile, altText: hostile },
        },
        corrections: [correctionOf(hostile, noon)],
        picture: {
          id: 'm' as MediaId,
          hash: 'a'.repeat(64),
          mimeType: 'image/webp',
          widthPixels: 1200,
          heightPixels: 800,
          bytes: 1,
        },
      }),
      {
        lists: {
          ...noLists,
          related: [
            { card: storyCard({ headline: hostile }), reason: { kind: 'also-about', name: hostile } },
          ],
        },
      },
    );
    expect(document.querySelector('[onerror], [onclick], [style], style')).toBeNull();
    const scripts = [...document.querySelectorAll('script')];
    expect(scripts.filter((script) => script.getAttribute('type') === null)).toEqual([]);
    expect(document.querySelector('h1')!.textContent).toBe(hostile);
    expect(newsArticle(document).headline).toBe(hostile);
  });

  it('cannot make a source’s address run as a script', () => {
    const source = {
      kind: 'page',
      publisher: 'Gannet Post',
      feed: '',
      itemId: '1',
      version: '',
      canonicalUrl: 'javascript:alert(1)',
    } as const;
    const document = documentOf(publishedStory({ story: { source } }));
    expect(document.querySelector('.source a')).toBeNull();
    expect(textOf(document, '.source')).toBe('Source: Gannet Post');
  });
});
