import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyBlocks, bodyFromText, bodyMarks, sanitizeBody } from './body-blocks.js';

const image = '<img src="https://pictures.example/quay.jpg" alt="The quay" />';

describe('sanitizeBody lets nothing through that runs or calls', () => {
  const attacks: readonly (readonly [what: string, html: string, clean: string])[] = [
    ['a script', '<p>a</p><script>alert(1)</script>', '<p>a</p>'],
    ['a script in capitals', '<ScRiPt>alert(1)</sCrIpT><p>a</p>', '<p>a</p>'],
    ['a script that is never closed', '<p>a</p><script>alert(1)', '<p>a</p>'],
    [
      'a script put together from parts',
      '<scr<script></script>ipt>alert(1)</script>',
      '<p>ipt&gt;alert(1)</p>',
    ],
    ['a handler', '<p onclick="alert(1)">a</p>', '<p>a</p>'],
    [
      'a handler after a slash',
      '<img/onerror=alert(1) src=https://x.example/a.png>',
      '<p><img src="https://x.example/a.png" /></p>',
    ],
    ['a handler in a broken attribute', '<p title="a" onmouseover=alert(1)//">a</p>', '<p>a</p>'],
    ['javascript:', '<p><a href="javascript:alert(1)">a</a></p>', '<p>a</p>'],
    ['javascript: with a tab', '<p><a href="java&#9;script:alert(1)">a</a></p>', '<p>a</p>'],
    ['javascript: with a control character', '<p><a href="\u0001javascript:alert(1)">a</a></p>', '<p>a</p>'],
    ['javascript: in entities', '<p><a href="&#106;avascript&colon;alert(1)">a</a></p>', '<p>a</p>'],
    ['vbscript:', '<p><a href="vbscript:x">a</a></p>', '<p>a</p>'],
    ['data: in a link', '<p><a href="data:text/html,x">a</a></p>', '<p>a</p>'],
    ['data: in a picture', '<p>a<img src="data:image/svg+xml,x"></p>', '<p>a</p>'],
    ['an address without a scheme', '<p><a href="//evil.example">a</a></p>', '<p>a</p>'],
    ['a style', '<p style="background:url(https://x.example)">a</p><style>p{}</style>', '<p>a</p>'],
    ['SVG', '<svg onload=alert(1)><a href="javascript:x">b</a></svg><p>a</p>', '<p>a</p>'],
    [
      'MathML that changes the parser',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
      '',
    ],
    ['a frame', '<iframe srcdoc="<script>alert(1)</script>"></iframe><p>a</p>', '<p>a</p>'],
    [
      'a form',
      '<form action="https://x.example"><input name="q"><button>b</button></form><p>a</p>',
      '<p>a</p>',
    ],
    ['a base address', '<base href="https://x.example/"><p>a</p>', '<p>a</p>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://x.example"><p>a</p>', '<p>a</p>'],
    [
      'a comment that hides a tag',
      '<p>a<!--><img src=x onerror=alert(1)>--></p>',
      '<p>a<img src="x" />--&gt;</p>',
    ],
    [
      'a noscript',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><p>a</p>',
      '<p>a</p>',
    ],
    ['a template', '<template><script>alert(1)</script></template><p>a</p>', '<p>a</p>'],
    ['a picture set', `<p>a<img srcset="https://x.example/a.png 2x"></p>`, '<p>a</p>'],
    [
      'a class that is not ours',
      '<aside class="fact-box site-header">a</aside>',
      '<aside class="fact-box"><p>a</p></aside>',
    ],
  ];
  it.each(attacks)('%s', (_what, html, clean) => {
    expect(sanitizeBody(html)).toBe(clean);
  });
});

describe('sanitizeBody puts copy in order', () => {
  const cases: readonly (readonly [what: string, html: string, body: string])[] = [
    ['loose text', 'The bridge is open.', '<p>The bridge is open.</p>'],
    ['blank lines in loose text', 'one\n\ntwo', '<p>one</p><p>two</p>'],
    ['two line breaks', 'one<br><br>two<br>three', '<p>one</p><p>two<br />three</p>'],
    [
      'three line breaks in bold',
      '<b>one<br><br><br>two</b>',
      '<p><strong>one</strong></p><p><strong>two</strong></p>',
    ],
    ['boxes for paragraphs', '<div>one</div><div>two</div>', '<p>one</p><p>two</p>'],
    ['boxes in boxes', '<div><div>one</div><p>two</p>three</div>', '<p>one</p><p>two</p><p>three</p>'],
    [
      'a link around blocks',
      '<a href="https://a.example/"><p>one</p><p>two</p></a>',
      '<p><a href="https://a.example/">one</a></p><p><a href="https://a.example/">two</a></p>',
    ],
    [
      'a list in bold in a paragraph',
      '<p><b>one<ul><li>two</ul></b>three</p>',
      '<p><strong>one</strong></p><ul><li><strong>two</strong></li></ul><p>three</p>',
    ],
    ['text in a list', '<ul>one<li>two</li></ul>', '<ul><li>one</li><li>two</li></ul>'],
    ['an item without a list', '<li>one</li>', '<p>one</p>'],
    [
      'a list in an item',
      '<ul><li>one<ul><li>two</li></ul></li></ul>',
      '<ul><li>one<ul><li>two</li></ul></li></ul>',
    ],
    ['a row without a table', '<tr><td>one</td></tr>', '<p>one</p>'],
    ['a cell without a row', '<table><td>one</td></table>', '<table><tr><td>one</td></tr></table>'],
    [
      'an empty cell, which holds its place',
      '<table><tr><td></td><td>1</td></tr></table>',
      '<table><tr><td></td><td>1</td></tr></table>',
    ],
    ['a paragraph in a heading', '<h2><p>one</p></h2>', '<h2>one</h2>'],
    ['headings out of range', '<h1>one</h1><h6>two</h6>', '<h2>one</h2><h4>two</h4>'],
    ['a quotation', '<blockquote>one</blockquote>', '<blockquote><p>one</p></blockquote>'],
    [
      'a picture with its caption',
      `<figure>${image}<figcaption>At dawn <cite>M. Arden</cite></figcaption></figure>`,
      `<figure>${image}<figcaption>At dawn <cite>M. Arden</cite></figcaption></figure>`,
    ],
    [
      'an embed of ours',
      '<figure class="embed"><a href="https://v.example/1">A film</a></figure>',
      '<figure class="embed"><a href="https://v.example/1">A film</a></figure>',
    ],
    ['spaces in preformatted text', '<pre> a\n\n  b</pre>', '<pre> a\n\n  b</pre>'],
    [
      'other names of marks',
      '<p><b>a</b> <i>b</i> <u>c</u> <del>d</del></p>',
      '<p><strong>a</strong> <em>b</em> c d</p>',
    ],
    [
      'a word in another language',
      '<p>the <span lang="es">muelle</span></p>',
      '<p>the <span lang="es">muelle</span></p>',
    ],
    [
      'a footnote’s target',
      '<aside class="footnotes"><p><a id="n1"></a>one</p></aside>',
      '<aside class="footnotes"><p><a id="n1"></a>one</p></aside>',
    ],
    [
      'a link in a link',
      '<p><a href="https://a.example/">one <a href="https://b.example/">two</a></a></p>',
      '<p><a href="https://a.example/">one </a><a href="https://b.example/">two</a></p>',
    ],
    [
      'empty elements in empty elements',
      '<p><em> <strong></strong></em>&nbsp;</p><ul><li><br></li></ul><blockquote><p></p></blockquote>',
      '',
    ],
    [
      'text that looks like markup',
      '<p>5 &lt; 6 &amp;amp; &lt;b&gt;</p>',
      '<p>5 &lt; 6 &amp;amp; &lt;b&gt;</p>',
    ],
    ['nothing', ' \n <div></div>', ''],
  ];
  it.each(cases)('%s', (_what, html, body) => {
    expect(sanitizeBody(html)).toBe(body);
  });

  it('keeps every block and mark of the vocabulary where it belongs', () => {
    const body = [
      '<h2 id="a">A</h2><h3>B</h3><h4>C</h4>',
      '<p lang="es" dir="ltr">a <a href="https://a.example/">b</a><em>c</em><strong>d</strong><code>e</code><sub>f</sub><sup>g</sup><abbr title="h">i</abbr><br />j<span dir="rtl">k</span></p>',
      '<ul><li>a</li></ul><ol start="3"><li id="n">b</li></ol><hr /><pre>c</pre>',
      '<blockquote class="pull-quote"><p>a</p></blockquote><aside class="fact-box"><p>b</p></aside>',
      `<figure>${image}<figcaption>a <cite>b</cite></figcaption></figure>`,
      '<table><caption>a</caption><thead><tr><th scope="col">b</th></tr></thead><tbody><tr><td colspan="2">c</td></tr></tbody></table>',
    ].join('');
    expect(sanitizeBody(body)).toBe(body);
    for (const name of Object.keys({ ...bodyBlocks, ...bodyMarks })) expect(body).toContain(`<${name}`);
  });
});

/** Markup as it should not be: any element in any other, unclosed now and then, with text of all kinds. */
const soup = fc.letrec<{ node: string; tree: string }>((tie) => ({
  node: fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'harbour',
        ' a ',
        '\n\n',
        '&lt;b&gt;',
        '&nbsp;',
        '5 < 6',
        '"',
        'ΑΒ',
        '<br>',
        '<br/>',
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(image, '<hr>', '<img src="x">', '<script>x</script>', '<!-- x -->'),
    },
    { weight: 4, arbitrary: tie('tree') },
  ),
  tree: fc
    .tuple(
      fc.constantFrom(...Object.keys({ ...bodyBlocks, ...bodyMarks }), 'div', 'b', 'font', 'section', 'h1'),
      fc.constantFrom(
        '',
        ' class="pull-quote"',
        ' href="https://a.example/?a=1&amp;b"',
        ' lang="es" dir="rtl"',
        ' id="n1"',
      ),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(
      ([name, attributes, children, isClosed]) =>
        `<${name}${attributes}>${children.join('')}${isClosed ? `</${name}>` : ''}`,
    ),
})).tree;

const anyHtml = fc.array(soup, { maxLength: 5 }).map((parts) => parts.join(''));
const words = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s|&nbsp;/g, '');

describe('sanitizeBody, whatever comes in', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const once = sanitizeBody(html);
        expect(sanitizeBody(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('has blocks only at the top, and every element closed', () => {
    fc.assert(
      fc.property(anyHtml, (html) => {
        const open: string[] = [];
        for (const [, slash, name, end] of sanitizeBody(html).matchAll(/<(\/?)(\w+)[^>]*?(\/?)>|[^<]+/g)) {
          if (open.length === 0) expect(Object.keys(bodyBlocks)).toContain(name);
          if (slash) expect(open.pop()).toBe(name);
          else if (name && !end) open.push(name);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no word of the copy', () => {
    const noScript = anyHtml.filter((html) => !html.includes('<script') && !html.includes('<!--'));
    fc.assert(
      fc.property(noScript, (html) => {
        expect(words(sanitizeBody(html))).toBe(words(html.replaceAll('5 < 6', '5 &lt; 6')));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('bodyFromText', () => {
  it.each([
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
    ['one\r\ntwo\r\n\r\nthree', '<p>one<br />two</p><p>three</p>'],
    ['one\n \t\n\n\ntwo\n', '<p>one</p><p>two</p>'],
    ['5 < 6 & "7"', '<p>5 &lt; 6 &amp; "7"</p>'],
    [' \n\n ', ''],
  ])('%j', (text, body) => {
    expect(bodyFromText(text)).toBe(body);
  });

  it('is a body already', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '<', '&', '"', 'é') }), (text) => {
        const body = bodyFromText(text);
        expect(sanitizeBody(body)).toBe(body);
      }),
    );
  });
});
