import { describe, expect, it } from 'vitest';
import { nameInAddress, namesInByline } from './byline.js';

describe('names in a byline', () => {
  it.each([
    ['By Ann Lee', '', ['Ann Lee']],
    ['Von Ann Lee, dpa', 'dpa', ['Ann Lee']],
    ['Ann Lee, Tom Roe and Eva Sand', '', ['Ann Lee', 'Tom Roe', 'Eva Sand']],
    ['Ann Lee, Haven University', '', ['Ann Lee, Haven University']],
    ['Fish and Chips Desk Of The Paper Itself', '', ['Fish and Chips Desk Of The Paper Itself']],
    ['Northern Agency', 'Northern Agency', []],
    ['Byron Lee', '', ['Byron Lee']],
    ['', '', []],
  ])('“%s”', (byline, agency, names) => {
    expect(namesInByline(byline, agency)).toEqual(names);
  });

  it.each([
    ['desk@h.example (Ann Lee)', 'Ann Lee'],
    ['Ann Lee <desk@h.example>', 'Ann Lee'],
    ['desk@h.example', ''],
    ['Ann Lee', 'Ann Lee'],
  ])('in the address “%s”', (address, name) => {
    expect(nameInAddress(address)).toBe(name);
  });
});
