import { describe, expect, it } from 'vitest';
import { isTrackingPixel } from './tracking-pixel.js';

describe('a tracking pixel', () => {
  it.each([
    [{ src: 'https://h.example/a.gif', width: '1', height: '1' }, true],
    [{ src: 'https://h.example/a.gif', style: 'width:1px;height:1px' }, true],
    [{ src: 'https://medium.com/_/stat?event=x' }, true],
    [{ src: 'https://h.example/pixel.gif?story=3' }, true],
    [{ src: 'https://h.example/a.jpg', width: '600', height: '2' }, false],
    [{ src: 'https://h.example/pixel-art-show.jpg' }, false],
    [{ src: 'https://h.example/a.jpg', width: '100%' }, false],
  ])('%j: %s', (image, expected) => {
    expect(isTrackingPixel(image)).toBe(expected);
  });
});
