import { describe, expect, it } from 'vitest';
import { copy, page, story } from '../../../test/support/saved-page.js';
import { pageIdentity, wordsOfPage } from './page-identity.js';

const says = (headline: string, body = '<p>At noon.</p>') => ({ headline, body });
const inFile = (file: string, item = says('Ferry returns')) => pageIdentity('', { file }, item);

describe('a saved page is known', () => {
  it('by its address, wherever it stands', () => {
    const address = 'https://courier.example/ferry';
    expect(pageIdentity(address, { file: '/a/index.html' }, says('x'))).toBe(address);
  });

  it('without one by its file, whatever it says', () => {
    expect(inFile('/a/index.html', says('Edited'))).toBe(inFile('/a/index.html'));
    expect(inFile('/b/index.html')).not.toBe(inFile('/a/index.html'));
    expect(inFile('/a.zip!/index.html')).not.toBe(inFile('/a.zip/index.html'));
    expect(inFile(`/${'long/'.repeat(800)}index.html`).length).toBeLessThan(40);
  });

  it('without a file by its words', () => {
    const piped = (headline: string) => pageIdentity('', {}, says(headline));
    expect(piped('Ferry returns')).toBe(piped('Ferry returns'));
    expect(piped('Ferry returns')).not.toBe(piped('Ferry stays away'));
  });
});

describe('the address of a saved page', () => {
  const saved = (comment: string) =>
    story(`<!DOCTYPE html>\n${comment}\n${page('', `<h1>Bridge opens late</h1>${copy}`)}`, 'index.html');

  it.each([
    [
      '<!-- saved from url=(0035)https://courier.example/bridge.html -->',
      'https://courier.example/bridge.html',
    ],
    [
      '<!--\n Page saved with SingleFile \n url: https://courier.example/b?utm_source=x \n-->',
      'https://courier.example/b',
    ],
    ['<!-- made by hand, see https://courier.example/bridge.html -->', ''],
  ])('is read from what the browser wrote: %s', async (comment, canonicalUrl) => {
    const item = await saved(comment);
    expect(item.source.canonicalUrl).toBe(canonicalUrl);
    expect(wordsOfPage(item) === undefined).toBe(canonicalUrl !== '');
  });
});
