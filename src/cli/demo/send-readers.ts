import { randomBytes } from 'node:crypto';
import { seededRandom } from '../../base/seeded-random.js';

export interface DemoReaders {
  /** Origin of the running site. */
  readonly site: string;
  readonly readers: number;
  readonly seed: number;
  readonly onReader: (done: number) => void;
}

const chromium = { 'sec-ch-ua': '"Chromium";v="142", "Google Chrome";v="142", "Not_A Brand";v="99"' };

/** What a simulated reader's browser calls itself: made up, and no known crawler. Chromium also names its brands. */
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
];

interface StoryData {
  readonly token: string;
  readonly readSeconds: number;
  readonly edition?: number;
  readonly slate?: string;
}

/**
 * Sends simulated readers through the real pages and the real endpoint: each opens a story, stays for a while that is
 * told and not waited for, may react, and may follow a link of the page. They differ by language, since all share this
 * machine's address. Only for a site that says it is a demonstration.
 */
export async function sendReaders({ site, readers, seed, onReader }: DemoReaders): Promise<void> {
  const random = seededRandom(seed);
  const front = await (await fetch(`${site}/`)).text();
  const paths = [
    ...new Set([...front.matchAll(/href="(\/\d{4}\/\d{2}\/[^"?#]+)"/g)].map(([, path]) => path!)),
  ];
  for (let reader = 1; reader <= readers; reader += 1) {
    // A few stories draw most readers: the share falls with the place on the front (Zipf).
    let path = paths[Math.floor(paths.length * random() ** 3)];
    const agent = browsers[Math.floor(random() * browsers.length)]!;
    const headers = {
      'user-agent': agent,
      ...(agent.includes('Chrome/') ? chromium : {}),
      'accept-language': `en;q=0.${Math.floor(random() * 1e6)}`,
      'sec-fetch-site': 'same-origin',
      origin: site,
    };
    let from: string | undefined;
    while (path !== undefined) {
      const next: string | undefined = await readStory(site, { path, from }, headers, random);
      [from, path] = [path, next];
    }
    onReader(reader);
  }
}

async function readStory(
  site: string,
  { path, from }: { readonly path: string; readonly from: string | undefined },
  headers: Record<string, string>,
  random: () => number,
): Promise<string | undefined> {
  const html = await (await fetch(site + path, { headers })).text();
  const data = /<script type="application\/json" id="story-data">([^<]*)</.exec(html)?.[1];
  if (data === undefined) return undefined;
  const { token, readSeconds, edition, slate } = JSON.parse(data) as StoryData;
  const dwellSeconds = Math.round(readSeconds * 2 * random());
  const links = [
    ...html.matchAll(/data-list="(related|ranking|recommendation)"[\s\S]*?<\/section>/g),
  ].flatMap(([block, list]) =>
    [...block.matchAll(/<a\b(?=[^>]*data-position="(\d+)")(?=[^>]*href="(\/[^"]+)")[^>]*>/g)].map(
      ([, position, href]) => ({ list: list!, position: Number(position), href: href! }),
    ),
  );
  const next = links.length > 0 && random() < 0.3 ? links[Math.floor(links.length * random())] : undefined;
  const where = (link: { list: string; position: number }) => ({
    list: link.list,
    position: link.position,
    ...(edition === undefined ? {} : { edition }),
  });
  const event = (fields: object) => ({ id: randomBytes(12).toString('hex'), ageMs: 0, ...fields });
  const events = [
    event({ kind: 'view', ...(from === undefined ? {} : { from: decodeURI(from) }) }),
    ...(dwellSeconds > 0
      ? [event({ kind: 'leave', dwellSeconds, scrollPercent: Math.round(100 * random()) })]
      : []),
    // The top of each list comes on screen; what is followed was seen.
    ...links
      .filter((link) => link.position <= 4 || link === next)
      .map((link) => event({ kind: 'impression', ...where(link) })),
    ...(next ? [event({ kind: 'click', ...where(next) })] : []),
  ];
  await fetch(`${site}/api/v1/events`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/plain' },
    body: JSON.stringify({ v: 1, token, slate, events }),
  });
  if (random() < 0.08) {
    await fetch(`${site}/api/v1/reactions`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  }
  return next?.href;
}
