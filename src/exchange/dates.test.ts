import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSourceDate } from './dates.js';

const zone = 'Europe/Berlin';

/** Text, language, expected instant in UTC, whether the zone was assumed. */
const read: readonly (readonly [string, string | undefined, string, boolean])[] = [
  ['2026-03-12T11:02:00Z', undefined, '2026-03-12T11:02:00.000Z', false],
  ['2026-03-12t11:02:00z', undefined, '2026-03-12T11:02:00.000Z', false],
  ['20260312T110200Z', undefined, '2026-03-12T11:02:00.000Z', false],
  ['20260312T110200+0100', undefined, '2026-03-12T10:02:00.000Z', false],
  ['20260312', undefined, '2026-03-11T23:00:00.000Z', true],
  ['20260312110200', undefined, '2026-03-12T10:02:00.000Z', true],
  ['2026-03-12', undefined, '2026-03-11T23:00:00.000Z', true],
  ['2026-03-12Z', undefined, '2026-03-12T00:00:00.000Z', false],
  ['2026-03-12+01:00', undefined, '2026-03-11T23:00:00.000Z', false],
  ['2026-03-12T11:02', undefined, '2026-03-12T10:02:00.000Z', true],
  ['2026-03-12T11:02:00.123456+05:30', undefined, '2026-03-12T05:32:00.123Z', false],
  ['2026-03-12T11:02:00-03', undefined, '2026-03-12T14:02:00.000Z', false],
  ['2026-03-12T11:02:00+01:00[Europe/Berlin]', undefined, '2026-03-12T10:02:00.000Z', false],
  ['2026-03-12T24:00:00Z', undefined, '2026-03-13T00:00:00.000Z', false],
  ['2026-06-30T23:59:60Z', undefined, '2026-06-30T23:59:59.000Z', false],
  ['2026-W11-4T11:02Z', undefined, '2026-03-12T11:02:00.000Z', false],
  ['2026-071', undefined, '2026-03-11T23:00:00.000Z', true],
  ['2025-04-15 03:03:52', undefined, '2025-04-15T01:03:52.000Z', true],
  ['2025-04-15 03:03:52 UTC', undefined, '2025-04-15T03:03:52.000Z', false],
  ['2025/04/15 03:03', undefined, '2025-04-15T01:03:00.000Z', true],
  ['1773313320', undefined, '2026-03-12T11:02:00.000Z', false],
  ['1773313320000', undefined, '2026-03-12T11:02:00.000Z', false],
  ['Thu, 12 Mar 2026 11:02:00 GMT', undefined, '2026-03-12T11:02:00.000Z', false],
  ['Mon, 12 Mar 2026 11:02:00 +0100', undefined, '2026-03-12T10:02:00.000Z', false],
  ['12 Mar 26 11:02 EST', undefined, '2026-03-12T16:02:00.000Z', false],
  ['Thu, 12 Mar 98 11:02:00 PDT', undefined, '1998-03-12T18:02:00.000Z', false],
  ['Thu Mar 12 11:02:00 UTC 2026', undefined, '2026-03-12T11:02:00.000Z', false],
  ['Thu Mar 12 2026 11:02:00 GMT+0100 (CET)', undefined, '2026-03-12T10:02:00.000Z', false],
  ['March 12, 2026 11:02 a.m.', 'en', '2026-03-12T10:02:00.000Z', true],
  ['March 12th, 2026 at 12:02 AM ET', 'en', '2026-03-12T04:02:00.000Z', false],
  ['Published: 12 July 2026, 11:02 pm BST', 'en', '2026-07-12T21:02:00.000Z', true],
  ['Updated 3 PM EDT July 4, 2026', 'en', '2026-07-04T19:00:00.000Z', false],
  ['Sept. 4, 2026', 'en', '2026-09-03T22:00:00.000Z', true],
  ['12. März 2026, 11:02 Uhr', 'de', '2026-03-12T10:02:00.000Z', true],
  ['12.03.2026 - 11.02 Uhr', 'de', '2026-03-12T10:02:00.000Z', true],
  ['Do, 12.03.26, 11:02', 'de', '2026-03-12T10:02:00.000Z', true],
  ['5. Jänner 2026', 'de-AT', '2026-01-04T23:00:00.000Z', true],
  ['Publié le 1er août 2026 à 11h02', 'fr', '2026-08-01T09:02:00.000Z', true],
  ['12 de marzo de 2026, 11:02 h.', 'es', '2026-03-12T10:02:00.000Z', true],
  ['12 set 2026 alle 11:02', 'it', '2026-09-12T09:02:00.000Z', true],
  ['12 maart 2026 11:02', 'nl', '2026-03-12T10:02:00.000Z', true],
  ['12 de março de 2026 às 11h02', 'pt', '2026-03-12T10:02:00.000Z', true],
  ['12. marts 2026 kl. 11.02', 'da', '2026-03-12T10:02:00.000Z', true],
  ['12 mars 2026 kl 11:02', 'sv', '2026-03-12T10:02:00.000Z', true],
  ['12. mai 2026 kl. 11:02', 'no', '2026-05-12T09:02:00.000Z', true],
  ['12. maaliskuuta 2026 klo 11.02', 'fi', '2026-03-12T10:02:00.000Z', true],
  ['12 marca 2026, 11:02', 'pl', '2026-03-12T10:02:00.000Z', true],
  ['12. listopadu 2026 11:02', 'cs', '2026-11-12T10:02:00.000Z', true],
  ['12. listopada 2026.', 'hr', '2026-10-11T22:00:00.000Z', true],
  ['12 Mart 2026 Perşembe 11:02', 'tr', '2026-03-12T10:02:00.000Z', true],
  ['12 марта 2026 г., 11:02 МСК', 'ru', '2026-03-12T08:02:00.000Z', false],
  ['12 березня 2026, 11:02', 'uk', '2026-03-12T10:02:00.000Z', true],
  ['١٢ مارس ٢٠٢٦ ١١:٠٢', 'ar', '2026-03-12T10:02:00.000Z', true],
  ['12 كانون الثاني 2026', 'ar', '2026-01-11T23:00:00.000Z', true],
  ['2026年3月12日 下午3:20', 'zh', '2026-03-12T14:20:00.000Z', true],
  ['2026年03月12日15时20分', 'zh', '2026-03-12T14:20:00.000Z', true],
  ['2026年3月12日 15時20分 JST', 'ja', '2026-03-12T06:20:00.000Z', false],
  ['令和8年3月12日', 'ja', '2026-03-11T23:00:00.000Z', true],
  ['2026. 3. 12. 오후 3:20', 'ko', '2026-03-12T14:20:00.000Z', true],
  ['2026년 3월 12일 오전 11시 2분', 'ko', '2026-03-12T10:02:00.000Z', true],
  ['12 במרץ 2026, 11:02', 'he', '2026-03-12T10:02:00.000Z', true],
  ['12 Μαρτίου 2026, 11:02', 'el', '2026-03-12T10:02:00.000Z', true],
  ['2026. március 12. 11:02', 'hu', '2026-03-12T10:02:00.000Z', true],
  ['2026 m. kovo 12 d. 11:02', 'lt', '2026-03-12T10:02:00.000Z', true],
  ['12 martie 2026, 11:02', 'ro', '2026-03-12T10:02:00.000Z', true],
  ['Thứ Năm, 12/03/2026, 11:02 (GMT+7)', 'vi', '2026-03-12T04:02:00.000Z', false],
  ['12 มีนาคม 2569', 'th', '2026-03-11T23:00:00.000Z', true],
  ['12 maart 2026', undefined, '2026-03-11T23:00:00.000Z', true],
  ['25/03/2026', undefined, '2026-03-24T23:00:00.000Z', true],
  ['03/04/2026', 'en-US', '2026-03-03T23:00:00.000Z', true],
  ['03/04/2026', 'en-GB', '2026-04-02T22:00:00.000Z', true],
  ['03/04/2026', 'fr', '2026-04-02T22:00:00.000Z', true],
  ['2026-03-29T02:30:00', undefined, '2026-03-29T01:30:00.000Z', true],
];

const refusedTexts: readonly (readonly [string] | readonly [string, string])[] = [
  [''],
  ['soon'],
  ['2 hours ago', 'en'],
  ['yesterday at 11:02', 'en'],
  ['11:02'],
  ['2026'],
  ['March 2026', 'en'],
  ['2026-03'],
  ['March 12, 11:02 a.m.', 'en'],
  ['03/04/2026'],
  ['03/04/2026', 'en'],
  ['12.03.26'],
  ['12 listopad 2026'],
  ['30 February 2026', 'en'],
  ['2026-13-01'],
  ['2026-03-12T25:00:00Z'],
  ['2026-03-12T11:75:00Z'],
  ['0000-00-00 00:00:00'],
  ['0001-01-01T00:00:00Z'],
  ['1404-12-21'],
  ['9999-12-31'],
  ['1970-01-01T00:00:00Z'],
  ['They may meet on one of the 12 days that the council has set aside in 12 March 2026 for it', 'en'],
  ['12 March 2026 '.repeat(20), 'en'],
];

describe('parseSourceDate', () => {
  it.each(read)('reads “%s” (%s)', (text, language, instant, zoneAssumed) => {
    const date = parseSourceDate(text, { zone, ...(language !== undefined && { language }) });
    expect(date && { instant: new Date(date.instant).toISOString(), zoneAssumed: date.zoneAssumed }).toEqual({
      instant,
      zoneAssumed,
    });
  });

  it.each(refusedTexts)('refuses “%s”', (text: string, language?: string) => {
    expect(parseSourceDate(text, { zone, ...(language !== undefined && { language }) })).toBeUndefined();
  });

  it('believes an abbreviation of several zones only where the paper has it', () => {
    const date = parseSourceDate('12 July 2026, 11:02 BST', { zone: 'Europe/London', language: 'en' });
    expect(date).toEqual({ instant: Date.UTC(2026, 6, 12, 10, 2), zoneAssumed: false });
  });

  it('reads back what any language of the list prints', () => {
    const languages = [
      'de',
      'fr',
      'es',
      'it',
      'nl',
      'pt',
      'da',
      'sv',
      'nb',
      'fi',
      'pl',
      'cs',
      'tr',
      'ru',
      'uk',
      'ar',
    ];
    const more = [
      'zh',
      'ja',
      'ko',
      'he',
      'el',
      'hu',
      'ro',
      'bg',
      'hr',
      'sk',
      'sl',
      'et',
      'ca',
      'id',
      'hi',
      'is',
    ];
    const days = fc.integer({ min: 0, max: 30_000 });
    fc.assert(
      fc.property(fc.constantFrom(...languages, ...more), days, (language, day) => {
        const instant = Date.UTC(1950, 0, 1) + day * 86_400_000;
        if (instant === 0) return;
        const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
        const text = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, options).format(instant);
        expect(parseSourceDate(text, { zone: 'UTC', language })?.instant, text).toBe(instant);
      }),
      { numRuns: 400 },
    );
  });

  it('never throws and never yields an absurd year', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const date = parseSourceDate(text, { zone });
        if (date === undefined) return;
        const year = new Date(date.instant).getUTCFullYear();
        expect(year).toBeGreaterThan(1498);
        expect(year).toBeLessThan(2201);
      }),
    );
  });
});
