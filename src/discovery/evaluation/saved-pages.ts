import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A saved page of a news site with what is in it, as people wrote it down. */
export interface ExpectedPage {
  readonly file: string;
  readonly bytes: () => Uint8Array;
  /** IANA zone of the publisher's country, as an editor would give it to the import. */
  readonly zone: string;
  readonly title: string;
  /** Paragraphs, standfirst first. */
  readonly copy: string;
  readonly authors: readonly string[];
  /** As written: with an offset, or as local time. */
  readonly publishedAt: string;
}

interface WrittenDown {
  readonly title: string | null;
  readonly authors: readonly string[] | null;
  readonly publishing_date: string | null;
  readonly body: {
    readonly summary: readonly string[];
    readonly sections: readonly {
      readonly headline: readonly string[];
      readonly paragraphs: readonly string[];
    }[];
  } | null;
}

// biome-ignore format: a table is read by rows.
const zones: Readonly<Record<string, string>> = {
  at: 'Europe/Vienna', au: 'Australia/Sydney', be: 'Europe/Brussels', ca: 'America/Toronto',
  ch: 'Europe/Zurich', cn: 'Asia/Shanghai', cz: 'Europe/Prague', de: 'Europe/Berlin',
  dk: 'Europe/Copenhagen', es: 'Europe/Madrid', fr: 'Europe/Paris', gl: 'America/Nuuk',
  id: 'Asia/Jakarta', il: 'Asia/Jerusalem', ind: 'Asia/Kolkata', isl: 'Atlantic/Reykjavik',
  it: 'Europe/Rome', jp: 'Asia/Tokyo', kr: 'Asia/Seoul', lb: 'Asia/Beirut', li: 'Europe/Vaduz',
  ls: 'Africa/Maseru', lt: 'Europe/Vilnius', lu: 'Europe/Luxembourg', mx: 'America/Mexico_City',
  my: 'Asia/Kuala_Lumpur', na: 'Africa/Windhoek', no: 'Europe/Oslo', pl: 'Europe/Warsaw',
  pt: 'Europe/Lisbon', py: 'America/Asuncion', ru: 'Europe/Moscow', se: 'Europe/Stockholm',
  tr: 'Europe/Istanbul', tw: 'Asia/Taipei', tz: 'Africa/Dar_es_Salaam', ua: 'Europe/Kyiv',
  uk: 'Europe/London', us: 'America/New_York', vn: 'Asia/Ho_Chi_Minh', za: 'Africa/Johannesburg',
};

/**
 * Pages of import/pages/fundus: a folder a country, PUBLISHER.json with one expectation a version, and a
 * PUBLISHER_YYYY_MM_DD.html.gz for each, in the same order.
 */
export function* fundusPages(root: string): Generator<ExpectedPage> {
  const folder = join(root, 'import', 'pages', 'fundus');
  for (const country of namesIn(folder)) {
    const names = namesIn(join(folder, country));
    for (const expectations of names.filter((name) => name.endsWith('.json'))) {
      const publisher = basename(expectations, '.json');
      const versions = JSON.parse(readFileSync(join(folder, country, expectations), 'utf8')) as Record<
        string,
        WrittenDown
      >;
      const pages = names.filter((name) => name.startsWith(`${publisher}_`) && name.endsWith('.html.gz'));
      for (const [index, version] of Object.keys(versions).sort().entries()) {
        const page = pages[index];
        if (page === undefined) continue;
        yield expectedPage(join(folder, country, page), zones[country] ?? 'UTC', versions[version]!);
      }
    }
  }
}

function expectedPage(
  file: string,
  zone: string,
  { title, authors, body, publishing_date }: WrittenDown,
): ExpectedPage {
  const sections = body?.sections.flatMap(({ headline, paragraphs }) => [...headline, ...paragraphs]) ?? [];
  return {
    file: basename(file),
    bytes: () => gunzipSync(readFileSync(file)),
    zone,
    title: title ?? '',
    copy: [...(body?.summary ?? []), ...sections].join('\n'),
    authors: authors ?? [],
    publishedAt: publishing_date ?? '',
  };
}

/** Pages of import/pages/readability: a folder a page, with the copy that is expected of it as HTML. */
export function* readabilityPages(root: string): Generator<{
  readonly name: string;
  readonly bytes: () => Uint8Array;
  readonly title: string;
  readonly expectedHtml: string;
}> {
  const folder = join(root, 'import', 'pages', 'readability');
  for (const name of namesIn(folder)) {
    const files = ['source.html.gz', 'expected.html.gz', 'expected-metadata.json'].map((file) =>
      join(folder, name, file),
    );
    if (!files.every(existsSync)) continue;
    const [source, expected, metadata] = files as [string, string, string];
    yield {
      name,
      bytes: () => gunzipSync(readFileSync(source)),
      title: (JSON.parse(readFileSync(metadata, 'utf8')) as { title: string | null }).title ?? '',
      expectedHtml: gunzipSync(readFileSync(expected)).toString('utf8'),
    };
  }
}

/** Names in a folder, in order; none where it is missing. */
function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
