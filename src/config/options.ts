import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { Problem } from '../base/problem.js';

/** One setting of the machine. Settings of the paper (name, zone, sections) are in the database. */
interface Option<Value> {
  readonly key: string;
  /** Environment variable; it wins over the file. */
  readonly env: string;
  readonly type: string;
  readonly check: z.ZodType<Value>;
  readonly default: string;
  readonly description: string;
}

const wholeNumber = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const origin = z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin);
const secret = z.union([z.literal(''), z.string().min(16)]);
const list = z.string().transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''));

const networks = list.refine(
  (entries) => entries.every((entry) => ipaddr.isValid(entry) || ipaddr.isValidCIDR(entry)),
  'addresses or networks (192.0.2.7, 192.0.2.0/24)',
);

export const options = [
  {
    key: 'dataFolder',
    env: 'BROADSHEET_FOLDER',
    type: 'path',
    check: z.string().min(1),
    default: './data',
    description: 'Folder that holds everything: database, pictures, secrets. One server a folder.',
  },
  {
    key: 'databaseUrl',
    env: 'BROADSHEET_DATABASE_URL',
    type: 'address',
    check: z.string(),
    default: '',
    description: 'PostgreSQL 15 or newer (postgres://…). Empty keeps a SQLite file in the folder.',
  },
  {
    key: 'host',
    env: 'BROADSHEET_HOST',
    type: 'address',
    check: z.string().min(1),
    default: '127.0.0.1',
    description: 'Address to listen on. Anything but this machine needs siteUrl.',
  },
  {
    key: 'port',
    env: 'BROADSHEET_PORT',
    type: 'number',
    check: wholeNumber(0, 65535),
    default: '4000',
    description: 'Port to listen on; 0 takes any free one.',
  },
  {
    key: 'siteUrl',
    env: 'BROADSHEET_SITE_URL',
    type: 'address',
    check: z.union([z.literal(''), origin]),
    default: '',
    description: 'Public origin of the site (https://news.example). A request for another host gets 421.',
  },
  {
    key: 'trustedHops',
    env: 'BROADSHEET_TRUSTED_HOPS',
    type: 'number',
    check: wholeNumber(0, 10),
    default: '0',
    description: 'How many proxies of yours stand before the server. X-Forwarded-* counts only from them.',
  },
  {
    key: 'allowedOrigins',
    env: 'BROADSHEET_ALLOWED_ORIGINS',
    type: 'list',
    check: list,
    default: '',
    description: 'Other origins whose pages may send events (a CMS beside which Broadsheet counts).',
  },
  {
    key: 'pageCacheMegabytes',
    env: 'BROADSHEET_PAGE_CACHE_MEGABYTES',
    type: 'number',
    check: wholeNumber(0, 65536),
    default: '128',
    description: 'Memory for finished pages, compressed copies included; 0 keeps none.',
  },
  {
    key: 'readerThreads',
    env: 'BROADSHEET_READER_THREADS',
    type: 'number',
    check: wholeNumber(1, 32),
    default: '2',
    description:
      'Threads for searches and long lists (SQLite) or connections (PostgreSQL, five times as many).',
  },
  {
    key: 'eventDays',
    env: 'BROADSHEET_EVENT_DAYS',
    type: 'number',
    check: wholeNumber(3, 3650),
    default: '35',
    description: 'Days for which single events are kept as evidence; after that only closed days remain.',
  },
  {
    key: 'countWithoutScript',
    env: 'BROADSHEET_COUNT_WITHOUT_SCRIPT',
    type: 'true or false',
    check: z.stringbool(),
    default: 'true',
    description:
      'Count, apart from views, how often a story is fetched by a browser without scripts, by a picture of one pixel. Off: pages carry no such picture, and one that is asked for counts nothing.',
  },
  {
    key: 'learnFromLists',
    env: 'BROADSHEET_LEARN_FROM_LISTS',
    type: 'true or false',
    check: z.stringbool(),
    default: 'true',
    description:
      'Learn from what readers see and follow in the lists, and on to which story they go. Off: nothing of it is sent, stored or used, and nothing is shown to try it.',
  },
  {
    key: 'dataCentresFile',
    env: 'BROADSHEET_DATA_CENTRES_FILE',
    type: 'path',
    check: z.string(),
    default: '',
    description:
      'Networks of data centres, one CIDR or address a line. Views from them are tallied apart; empty knows none.',
  },
  {
    key: 'botPatternsFile',
    env: 'BROADSHEET_BOT_PATTERNS_FILE',
    type: 'path',
    check: z.string(),
    default: '',
    description: 'Agents that count as bots beside the known ones, one regular expression a line.',
  },
  {
    key: 'metricsAddresses',
    env: 'BROADSHEET_METRICS_ADDRESSES',
    type: 'list',
    check: networks,
    default: '',
    description:
      'Addresses and networks that may read /metrics (Prometheus), beside this machine itself. For others it is not there.',
  },
  {
    key: 'metricsToken',
    env: 'BROADSHEET_METRICS_TOKEN',
    type: 'word',
    check: secret,
    default: '',
    description:
      'With it as a bearer, /metrics may be read from anywhere; at least 16 characters. Empty allows nobody that way.',
  },
  {
    key: 'logLevel',
    env: 'BROADSHEET_LOG_LEVEL',
    type: 'word',
    check: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    default: 'info',
    description: 'How much is logged to standard error, as JSON lines.',
  },
] as const satisfies readonly Option<unknown>[];

type OptionKey = (typeof options)[number]['key'];
export type Configuration = {
  readonly [Key in OptionKey]: z.output<Extract<(typeof options)[number], { key: Key }>['check']>;
};

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);
export const isLoopback = (host: string): boolean => loopback.has(host);

/**
 * Reads all options; the environment wins over the file, the file over the default. All faults are told at once, each
 * with its place: an operator mends the file once, not eleven times. `furtherFaults` are those of what an option names,
 * such as the lines of a list; an option that is itself at fault reads as undefined there.
 */
export function readConfiguration(
  env: Readonly<Record<string, string | undefined>>,
  file: Readonly<Record<string, unknown>>,
  furtherFaults: (read: Partial<Configuration>) => readonly string[] = () => [],
): Configuration {
  const faults: string[] = [];
  const known = new Set<string>(options.map(({ key }) => key));
  for (const key of Object.keys(file))
    if (!known.has(key)) faults.push(`"${key}" in the configuration file is not an option.`);
  const values = options.map((option) => {
    const given = env[option.env] ?? (file[option.key] === undefined ? undefined : String(file[option.key]));
    const parsed = option.check.safeParse(given ?? option.default);
    if (!parsed.success)
      faults.push(
        `${option.key} (${option.env}): "${given}" is not usable: ${parsed.error.issues[0]?.message}.`,
      );
    return [option.key, parsed.data] as const;
  });
  const configuration = Object.fromEntries(values) as unknown as Configuration;
  if (faults.length === 0 && !isLoopback(configuration.host) && configuration.siteUrl === '') {
    faults.push(
      `siteUrl (BROADSHEET_SITE_URL) is needed when the server listens on ${configuration.host}: say under which address readers reach it.`,
    );
  }
  faults.push(...furtherFaults(configuration));
  if (faults.length > 0)
    throw new Problem(
      'configuration',
      `The configuration has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`,
    );
  return configuration;
}
