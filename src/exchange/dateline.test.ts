import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liftDateline, splitDateline } from './dateline.js';

const lede = 'The harbour council met on Tuesday.';

/** Start of the paragraph, dateline, agency. The lede follows. */
const split: readonly (readonly [string, string, string])[] = [
  ['SEOUL, South Korea (AP) — ', 'SEOUL, South Korea', 'AP'],
  ['SEOUL, South Korea (AP) – ', 'SEOUL, South Korea', 'AP'],
  ['SEOUL, South Korea (AP) -- ', 'SEOUL, South Korea', 'AP'],
  ['BERLIN (dpa) - ', 'BERLIN', 'dpa'],
  ['Berlin (dpa) - ', 'Berlin', 'dpa'],
  ['Frankfurt/Main (dpa/lhe) - ', 'Frankfurt/Main', 'dpa/lhe'],
  ['LONDON, March 3 (Reuters) – ', 'LONDON', 'Reuters'],
  ['LONDON (Thomson Reuters Foundation) - ', 'LONDON', 'Thomson Reuters Foundation'],
  ['WASHINGTON — ', 'WASHINGTON', ''],
  ['WASHINGTON, D.C. (AP) — ', 'WASHINGTON, D.C.', 'AP'],
  ['NEW YORK, N.Y. — ', 'NEW YORK, N.Y.', ''],
  ['ST. JOHN’S, Newfoundland — ', 'ST. JOHN’S, Newfoundland', ''],
  ['(Reuters) - ', '', 'Reuters'],
  ['PARIS (AFP) — ', 'PARIS', 'AFP'],
  ['Paris (AFP) – ', 'Paris', 'AFP'],
  ['TEL AVIV, Israel (NBN News) — ', 'TEL AVIV, Israel', 'NBN News'],
  ['Madrid, 12 mar (EFE).- ', 'Madrid', 'EFE'],
  ['(ANSA) - ROMA, 12 MAR - ', 'ROMA', 'ANSA'],
  ['MOSCOW, September 5. /TASS/. ', 'MOSCOW', 'TASS'],
  ['МОСКВА, 12 мар — РИА Новости. ', 'МОСКВА', 'РИА Новости'],
  ['القاهرة (رويترز) - ', 'القاهرة', 'رويترز'],
  ['SEOUL, March 3 — ', 'SEOUL', ''],
  ['  SEOUL\u00a0(AP) — ', 'SEOUL', 'AP'],
];

const whole: readonly string[] = [
  'NASA — the space agency — said that it would look again at the plan.',
  'BREAKING — Police said that the bridge had been closed since noon.',
  'WATCH LIVE — The mayor speaks to the press at noon today.',
  'Breaking — The mayor said that the bridge would be closed.',
  'US — China talks will resume next week, both sides said.',
  'THE HARBOUR COUNCIL met on Tuesday — without its chair.',
  'The mayor (left) — who was elected in May — said that he would stay.',
  'Berlin - das ist die Stadt, in der sich alle treffen wollten.',
  'Anna Berg (Grüne) - seit Mai Bürgermeisterin - will das ändern.',
  'COVID-19 — Hospitals say that they have room again for patients.',
  'BRIDGES (MORE) ARE NEEDED, says the mayor of the harbour town.',
  'PARIS (AFP) — short',
  '',
];

describe('splitDateline', () => {
  it.each(split)('takes “%s” off', (start, dateline, agency) => {
    expect(splitDateline(start + lede)).toEqual({ dateline, agency, rest: lede });
  });

  it.each([
    [
      '新华社北京3月12日电（记者 林一） 港口管理委员会十二日举行会议，讨论大桥。',
      '北京',
      '新华社',
      '港口管理委员会十二日举行会议，讨论大桥。',
    ],
    [
      '(서울=연합뉴스) 김하나 기자 = 항만위원회는 12일 회의를 열고 다리 문제를 논의했다.',
      '서울',
      '연합뉴스',
      '항만위원회는 12일 회의를 열고 다리 문제를 논의했다.',
    ],
    [
      '【ソウル＝共同】港湾委員会は十二日、橋について会議を開いて話し合った。',
      'ソウル',
      '共同',
      '港湾委員会は十二日、橋について会議を開いて話し合った。',
    ],
  ])('reads the East Asian forms: %s', (paragraph, dateline, agency, rest) => {
    expect(splitDateline(paragraph)).toEqual({ dateline, agency, rest });
  });

  it.each(whole)('leaves “%s” whole', (paragraph) => {
    expect(splitDateline(paragraph)).toBeUndefined();
  });

  it('never throws and keeps the end of what it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
        const found = splitDateline(text);
        if (found !== undefined) expect(text.trim().endsWith(found.rest)).toBe(true);
      }),
    );
  });
});

describe('liftDateline', () => {
  it('cuts through marks and entities', () => {
    const body =
      '<figure><img src="https://a.example/1.jpg" /></figure><p><strong>SEOUL, Korea (AP)</strong> — The <a href="https://a.example/">harbour</a> &amp; the bridge closed.</p><p>More.</p>';
    expect(liftDateline(body)).toEqual({
      dateline: 'SEOUL, Korea',
      agency: 'AP',
      body: '<figure><img src="https://a.example/1.jpg" /></figure><p>The <a href="https://a.example/">harbour</a> &amp; the bridge closed.</p><p>More.</p>',
    });
  });

  it('looks at the first paragraph only, and not behind a heading', () => {
    expect(liftDateline(`<p>${lede}</p><p>SEOUL (AP) — ${lede}</p>`)).toBeUndefined();
    expect(liftDateline(`<h2>Live</h2><p>SEOUL (AP) — ${lede}</p>`)).toBeUndefined();
    expect(liftDateline('')).toBeUndefined();
  });
});
