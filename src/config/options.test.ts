import { describe, expect, it } from 'vitest';
import { readConfiguration } from './options.js';

describe('readConfiguration', () => {
  it('stands on its defaults', () => {
    expect(readConfiguration({}, {})).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      dataFolder: './data',
      databaseUrl: '',
      allowedOrigins: [],
    });
  });

  it('prefers the environment to the file, and the file to the default', () => {
    const read = readConfiguration({ BROADSHEET_PORT: '5000' }, { port: 6000, readerThreads: 4 });
    expect([read.port, read.readerThreads]).toEqual([5000, 4]);
  });

  it('tells all faults at once, each with its place', () => {
    const read = () =>
      readConfiguration(
        { BROADSHEET_PORT: 'four', BROADSHEET_SITE_URL: 'news' },
        { pageCacheMegabytes: -1, colour: 'red' },
      );
    expect(read).toThrow(/4 fault\(s\)[\s\S]*colour[\s\S]*BROADSHEET_PORT|BROADSHEET_PORT/);
    try {
      read();
    } catch (error) {
      for (const place of [
        'colour',
        'BROADSHEET_PORT',
        'BROADSHEET_SITE_URL',
        'BROADSHEET_PAGE_CACHE_MEGABYTES',
      ])
        expect((error as Error).message).toContain(place);
    }
  });

  it('tells the faults of what an option names in the same list', () => {
    const read = () =>
      readConfiguration(
        { BROADSHEET_PORT: 'four', BROADSHEET_DATA_CENTRES_FILE: 'ranges.txt' },
        {},
        (read) => [`${read.dataCentresFile} line 3: "x" is no network.`],
      );
    expect(read).toThrow(/2 fault\(s\):\n {2}port .*\n {2}ranges\.txt line 3/);
  });

  it('asks for the site’s address before it listens to the world', () => {
    expect(() => readConfiguration({ BROADSHEET_HOST: '0.0.0.0' }, {})).toThrow(/siteUrl/);
    expect(
      readConfiguration({ BROADSHEET_HOST: '0.0.0.0', BROADSHEET_SITE_URL: 'https://news.example/x' }, {})
        .siteUrl,
    ).toBe('https://news.example');
  });
});
