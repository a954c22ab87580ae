import { describe, expect, it } from 'vitest';
import { type JsonPiece, jsonLimits, jsonPieces } from './json-pieces.js';

async function read(text: string, size = 64 * 1024): Promise<JsonPiece[]> {
  const pieces: JsonPiece[] = [];
  const chunks = (async function* () {
    for (let from = 0; from < text.length; from += size) yield text.slice(from, from + size);
  })();
  for await (const piece of jsonPieces(chunks)) pieces.push(piece);
  return pieces;
}

const told = (pieces: readonly JsonPiece[]) =>
  pieces.map((piece) => (piece.kind === 'value' ? piece.value : `broken, line ${piece.line}`));

describe('JSON', () => {
  it.each([
    ['{"a":1}', [{ a: 1 }]],
    ['\uFEFF\n{\n"a":\n1}\n', [{ a: 1 }]],
    ['[1,\n2]', [[1, 2]]],
    ['{"a":1}\n{"a":2}\r\n\n{"a":3}', [{ a: 1 }, { a: 2 }, { a: 3 }]],
    ['{"a":1}\n{"a":\n{"a":3}\n', [{ a: 1 }, 'broken, line 2', { a: 3 }]],
    ['{"a":\n{"a":2}\n', ['broken, line 1', { a: 2 }]],
    [
      '{"title":"T","items":[{"a":"]}"},{"a":[2]},{"a":',
      [{ title: 'T', items: [{ a: ']}' }, { a: [2] }] }, 'broken, line 1'],
    ],
    ['[{"a":1},\n{"a":2', [[{ a: 1 }], 'broken, line 2']],
    ['{"a":', ['broken, line 1']],
    [' \n ', []],
    ['', []],
  ])('%j', async (text, expected) => {
    for (const size of [1, 5, 1000]) expect(told(await read(text, size))).toEqual(expected);
  });

  it('of a document that is too large is refused, and a line that is too long costs that line', async () => {
    const large = 'x'.repeat(jsonLimits.documentCharacters);
    expect(await read(`{"a":"${large}"}`)).toEqual([
      { kind: 'broken', line: 1, reason: 'the document is larger than 64 MB' },
    ]);
    const long = 'x'.repeat(jsonLimits.lineCharacters);
    expect(told(await read(`{"a":1}\n{"a":"${long}"}\n{"a":3}`))).toEqual([
      { a: 1 },
      'broken, line 2',
      { a: 3 },
    ]);
  });
});
