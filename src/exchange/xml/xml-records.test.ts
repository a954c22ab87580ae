import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, markupOf, textOfChild } from './element.js';
import { recordLimits, type XmlPiece, xmlRecords } from './xml-records.js';

async function* inPieces(text: string, size: number): AsyncIterable<string> {
  for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
}

async function read(text: string, size = 1_000_000): Promise<XmlPiece[]> {
  const pieces: XmlPiece[] = [];
  for await (const piece of xmlRecords(inPieces(text, size))) pieces.push(piece);
  return pieces;
}

const told = (pieces: readonly XmlPiece[]): string[] =>
  pieces.map((piece) => {
    const title = textOfChild(piece.element, 'title');
    return piece.kind === 'head' ? `head ${piece.element.name}` : `${piece.kind} ${title}`;
  });

const rss = (inner: string) =>
  `<rss version="2.0"><channel><title>Harbour Post</title>${inner}</channel></rss>`;
const item = (title: string, body = '') => `<item><title>${title}</title>${body}</item>`;

describe('records of a document', () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['whole', rss(item('One') + item('Two')), ['head title', 'record One', 'record Two']],
    [
      'cut off in the middle of an item',
      rss(item('One') + item('Two')).slice(0, -31),
      ['head title', 'record One', 'broken Two'],
    ],
    [
      'a lost end tag before the next item',
      rss(item('One').replace('</item>', '') + item('Two')),
      ['head title', 'record One', 'record Two'],
    ],
    [
      'a lost end tag before the end of the channel',
      rss(item('One').replace('</item>', '')),
      ['head title', 'record One'],
    ],
    [
      'an item that begins inside the text of another',
      rss(`<item><title>One</title><description>half ${item('Two')}`),
      ['head title', 'broken One', 'record Two'],
    ],
    [
      'a wrong end tag',
      rss(`<item><title>One</titel><link>x</link></title></item>${item('Two')}`),
      ['head title', 'record Onex', 'record Two'],
    ],
    [
      'a CDATA section that nobody closed',
      rss(
        '<item><title>One</title><description><![CDATA[<p>Text</p></description><guid><![CDATA[1]]></guid></item>' +
          item('Two', '<description><![CDATA[ok]]></description>'),
      ),
      ['head title', 'record One', 'record Two'],
    ],
    [
      'a last CDATA section that nobody closed',
      rss('<item><title>One</title><description><![CDATA[<p>Text</p></description></item>'),
      ['head title', 'record One'],
    ],
    [
      'RDF, items beside the channel',
      `<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel><title>H</title></channel>${item('One')}</rdf:RDF>`,
      ['head title', 'record One'],
    ],
    [
      'Atom under a prefix',
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:id>1</a:id><a:entry><a:title>One</a:title></a:entry></a:feed>',
      ['head id', 'record One'],
    ],
    [
      'an entry alone',
      '<entry xmlns="http://www.w3.org/2005/Atom"><title>One</title></entry>',
      ['record One'],
    ],
    ['nothing', '', []],
  ];
  it.each(cases)('%s', async (_name, text, expected) => {
    expect(told(await read(text))).toEqual(expected);
  });

  it.each(cases)('%s, whatever way it is cut into pieces', async (_name, text, expected) => {
    for (const size of [1, 7, 64]) expect(told(await read(text, size))).toEqual(expected);
  });
});

it('whole items come whole, wherever the document is cut and however it is divided', async () => {
  const text = rss(item('One', '<d><![CDATA[<p>1</p>]]></d>') + item('Two', '<d>&amp;</d>') + item('Three'));
  const ends = ['One', 'Two', 'Three'].map(
    (_, index) =>
      text
        .split('</item>')
        .slice(0, index + 1)
        .join('</item>').length + 7,
  );
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length), fc.integer({ min: 1, max: 50 }), async (cut, size) => {
      const records = (await read(text.slice(0, cut), size)).filter(({ kind }) => kind === 'record');
      expect(records).toHaveLength(ends.filter((end) => end <= cut).length);
    }),
  );
});

it('nothing that is thrown at it makes it throw', async () => {
  const scrap = fc.constantFrom(
    '<item>',
    '</item>',
    '<title>',
    '</title>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<',
    '&',
    'x',
    ' ',
    '<rss>',
    '</channel>',
    '<?',
    '"',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(scrap, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      async (scraps, size) => {
        const pieces = await read(scraps.join(''), size);
        expect(pieces.every(({ element }) => element.name !== '')).toBe(true);
      },
    ),
  );
});

describe('hostile documents', () => {
  it('gives up a record that is too deep and reads on at the next', async () => {
    const bomb = `<item><title>Bomb</title>${'<a>'.repeat(200_000)}</item>`;
    const pieces = await read(rss(item('One') + bomb + item('Three')));
    expect(told(pieces)).toEqual(['head title', 'record One', 'broken Bomb', 'record Three']);
    expect(pieces[2]).toMatchObject({ reason: `it is nested more than ${recordLimits.depth} deep` });
  });

  it('gives up a record with more text than its limit, also in one CDATA section that never ends', async () => {
    const much = 'x'.repeat(recordLimits.characters + 100_000);
    const large = await read(rss(item('Large', `<description>${much}</description>`) + item('Next')));
    expect(told(large)).toEqual(['head title', 'broken Large', 'record Next']);
    const endless = await read(rss(item('Endless', `<description><![CDATA[${much}`)));
    expect(told(endless)).toEqual(['head title', 'broken Endless']);
  });

  it('gives up a record with too many elements', async () => {
    const pieces = await read(rss(item('Many', '<a/>'.repeat(recordLimits.elements + 1)) + item('Next')));
    expect(told(pieces)).toEqual(['head title', 'broken Many', 'record Next']);
  });

  it('does not expand entities of the document', async () => {
    const entities = Array.from(
      { length: 9 },
      (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`,
    ).join('');
    const pieces = await read(`<!DOCTYPE rss [<!ENTITY l0 "laugh">${entities}]>${rss(item('A &l9; day'))}`);
    expect(told(pieces)).toEqual(['head title', 'record A &l9; day']);
  });
});

describe('content of an element', () => {
  const markup = async (description: string) => {
    const pieces = await read(rss(`<item><description>${description}</description></item>`));
    const record = pieces.find((piece) => piece.kind === 'record')!;
    return markupOf(childrenOf(record.element, 'description')[0]);
  };
  it.each([
    ['escaped', '&lt;p&gt;A &amp;amp; B&lt;/p&gt;', '<p>A &amp; B</p>'],
    ['in CDATA', '<![CDATA[<p>A &amp; B</p>]]>', '<p>A &amp; B</p>'],
    ['loose tags', 'A &amp; <b>B</b><br/>', 'A &amp; <b>B</b><br>'],
    [
      'XHTML',
      '<div xmlns="http://www.w3.org/1999/xhtml"><p>1 &lt; 2</p></div>',
      '<div><p>1 &lt; 2</p></div>',
    ],
    [
      'a CDATA section that ended too early',
      '<![CDATA[<p>One ]]> two</p><p>three <a href="/x?a=1&amp;b=2">four</a></p>]]>',
      '<p>One  two<p>three <a href="/x?a=1&amp;b=2">four</a></p>',
    ],
  ])('%s', async (_name, written, expected) => {
    expect(await markup(written)).toBe(expected);
  });
});
