import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import { noRanges } from '../../src/audience/intake/address-ranges.js';
import { intakeSteps } from '../../src/audience/intake/intake.js';
import { type PageSlate, pageSlates } from '../../src/audience/intake/page-slate.js';
import { pageTokens } from '../../src/audience/intake/page-token.js';
import { type DaySalts, fileDaySalts } from '../../src/audience/ledger/day-salts.js';
import { EventBuffer } from '../../src/audience/ledger/event-buffer.js';
import { hourBook } from '../../src/audience/ledger/hour-book.js';
import { reactions } from '../../src/audience/reactions/reactions.js';
import { Problem } from '../../src/base/problem.js';
import type { CountingDeps } from '../../src/site/api/counting-deps.js';
import { eventRoutes } from '../../src/site/api/events.js';
import { pixelRoutes } from '../../src/site/api/pixel.js';
import { reactionRoutes } from '../../src/site/api/reactions.js';
import type { RequestHead } from '../../src/site/http/request-head.js';
import type { Databases } from '../../src/store/databases.js';
import { openSqlite } from '../../src/store/sqlite/databases.js';
import { ledgerStore } from '../../src/store/tables/ledger.js';
import { reactionStore } from '../../src/store/tables/reactions.js';
import { publicStoryAt } from '../../src/store/tables/story-paths.js';
import { addBareStories, storyNames } from './bare-stories.js';

export const origin = 'https://paper.example';

/** The counting routes over a real database in a folder, with sixty stories and a clock that a test moves. */
export interface CountingSite {
  /** What its routes are made of. */
  readonly deps: CountingDeps;
  readonly app: Hono;
  readonly databases: Databases;
  readonly folder: string;
  readonly salts: DaySalts;
  readonly saltFolder: string;
  readonly time: { now: number; isStaff: boolean; address: string };
  /** A token signed at the time it now is. */
  token(storyId?: string): string;
  /** What a page with this token says of its lists. */
  slate(token: string, slate: PageSlate): string;
  close(): Promise<void>;
}

export async function openCountingSite(
  folder: string,
  now: number,
  origins: () => readonly string[] = () => [origin, 'https://partner.example'],
): Promise<CountingSite> {
  const time = { now, isStaff: false, address: '203.0.114.7' };
  const clock = () => time.now;
  const databases = await openSqlite(join(folder, 'broadsheet.db'), { readers: 1, clock });
  await addBareStories(databases, storyNames(60));
  const tokenKey = { id: 'k1', secret: randomBytes(32) };
  const tokens = pageTokens([tokenKey]);
  const slates = pageSlates([tokenKey]);
  const zone = 'Europe/Paris';
  const book = hourBook(zone);
  const buffer = new EventBuffer(ledgerStore(databases, 'test'), () => zone);
  const steps = intakeSteps();
  const saltFolder = join(folder, 'salt');
  const salts = fileDaySalts(saltFolder);
  const deps = {
    tokens,
    slates,
    storyAt: (path: string) => publicStoryAt(databases, path),
    buffer,
    steps,
    salts,
    dataCentres: noRanges,
    book: () => book,
    clock,
    clientAddress: (head: RequestHead) => head.header('x-forwarded-for') ?? time.address,
    isStaff: () => time.isStaff,
    origins,
  };
  const given = reactions({
    store: reactionStore(databases),
    steps,
    clock,
    book: () => book,
    random: randomBytes,
  });
  const app = new Hono()
    .route('/api/v1', eventRoutes(deps))
    .route(
      '/api/v1',
      pixelRoutes({ ...deps, newEventId: () => randomBytes(12).toString('base64url'), isOn: () => true }),
    )
    .route(
      '/api/v1',
      reactionRoutes({
        ...deps,
        reactions: given,
        findPath: async (storyId) => `/2026/05/${storyId}`,
        paperName: () => 'The Paper',
      }),
    );
  app.onError((error, context) =>
    error instanceof Problem
      ? context.json({ code: error.code, detail: error.message }, error.status)
      : context.json({ code: 'bug', detail: String(error.stack) }, 500),
  );
  return {
    deps,
    app,
    databases,
    folder,
    salts,
    saltFolder,
    time,
    token: (storyId = 'story-1') => tokens.sign(storyId, 60, time.now),
    slate: slates.seal,
    async close() {
      await buffer.drain();
      await databases.close();
    },
  };
}

const audienceTables = [
  'events',
  'event_ids',
  'readers',
  'tallies',
  'fine_tallies',
  'list_tallies',
  'follow_tallies',
  'slate_tallies',
  'story_counts',
  'site_sketches',
  'reactions',
  'closed_lines',
  'closed_days',
  'restated_counts',
  'restatements',
  'imported_counts',
] as const;

/** Empties all that was counted, so that tests may share a database. */
export async function clearAudience({ write }: Pick<Databases, 'write'>): Promise<void> {
  for (const table of audienceTables) await write.deleteFrom(table).execute();
}
