import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Hono } from 'hono';
import { parseRanges } from '../../../audience/intake/address-ranges.js';
import { intakeSteps } from '../../../audience/intake/intake.js';
import { pageSlates } from '../../../audience/intake/page-slate.js';
import { pageTokens } from '../../../audience/intake/page-token.js';
import { fileDaySalts } from '../../../audience/ledger/day-salts.js';
import { hourBook } from '../../../audience/ledger/hour-book.js';
import type { LedgerEvent } from '../../../audience/ledger/ledger-event.js';
import type { Booking } from '../../../audience/ledger/ledger-store.js';
import { type Clock, dayMs } from '../../../base/clock.js';
import type { IdSource } from '../../../base/ids.js';
import { Problem } from '../../../base/problem.js';
import type { Zone } from '../../../base/zone.js';
import { StoryDesk } from '../../../newsroom/stories/story-desk.js';
import { eventRoutes } from '../../../site/api/events.js';
import { pixelRoutes } from '../../../site/api/pixel.js';
import type { Databases } from '../../../store/databases.js';
import { openSqlite } from '../../../store/sqlite/databases.js';
import { ledgerStore } from '../../../store/tables/ledger.js';
import { StoryTable } from '../../../store/tables/stories.js';
import type { SimulatedHit } from '../simulated-day/simulated-hit.js';
import { storyCount } from '../simulated-day/world.js';

/** What a hit was booked as, with the keys that stood for its reader. */
export interface BookedHit {
  readonly hit: SimulatedHit;
  readonly event: LedgerEvent;
  readonly booking: Booking;
}

export interface CountingSiteOptions {
  readonly folder: string;
  readonly zone: Zone;
  readonly beginsAt: number;
  readonly listedNetworks: readonly string[];
  /** Salts and token keys, the same for the same seed. */
  readonly seed: number;
  readonly onBooked: (booked: BookedHit) => void;
}

const batchEvents = 500;
const readSeconds = 60;
const origin = 'https://paper.example';

/**
 * The routes that count, their steps and the ledger in a database file, as a site has them; only the clock, the client's
 * address and who is signed in are the hit's. Batches are by number instead of by 20 ms, since the day has no pauses.
 */
export async function openCountingSite(options: CountingSiteOptions) {
  const { folder, zone, beginsAt, seed } = options;
  let current: SimulatedHit | undefined;
  const clock = () => current?.at ?? beginsAt;
  const databases = await openSqlite(join(folder, 'broadsheet.db'), { readers: 1, clock });
  await addStories(databases, clock);
  const ledger = ledgerStore(databases, 'evaluation');
  const key = { id: 'k1', secret: secretOf(seed, 'token') };
  const [tokens, foreign] = [pageTokens([key]), pageTokens([{ ...key, secret: secretOf(seed, 'foreign') }])];
  const book = hourBook(zone);
  const { ranges: dataCentres } = parseRanges(
    options.listedNetworks.map((network) => `${network}.0/24`).join('\n'),
  );
  let [waiting, settling] = [[] as { hit: SimulatedHit; event: LedgerEvent }[], Promise.resolve()];

  const settle = async (batch: typeof waiting) => {
    const bookings = await ledger.settle(
      batch.map(({ event }) => event),
      zone,
    );
    for (const [index, one] of batch.entries()) options.onBooked({ ...one, booking: bookings[index]! });
  };
  const flush = async () => {
    await settling;
    const batch = waiting;
    waiting = [];
    settling = batch.length > 0 ? settle(batch) : Promise.resolve();
  };
  const deps = {
    tokens,
    slates: pageSlates([key]),
    storyAt: async () => undefined,
    buffer: {
      record: async (events: readonly LedgerEvent[]) => {
        waiting.push(...events.map((event) => ({ hit: current!, event })));
        if (waiting.length >= batchEvents) await flush();
      },
    },
    steps: intakeSteps({ dataCentres }),
    salts: fileDaySalts(join(folder, 'salt'), () => secretOf(seed, 'salt')),
    dataCentres,
    book: () => book,
    clock,
    clientAddress: () => current?.address,
    isStaff: () => current?.headers.cookie !== undefined,
    origins: () => [origin],
  };
  let pixels = 0;
  const newEventId = () => {
    pixels += 1;
    return `pixel-${String(pixels).padStart(12, '0')}`;
  };
  const app = new Hono().route('/', eventRoutes(deps)).route(
    '/',
    pixelRoutes({
      ...deps,
      newEventId,
      isOn: () => true,
    }),
  );
  // A forged token is booked and then answered with 400; whatever else goes wrong ends the evaluation.
  app.onError((error, context) => {
    if (current?.token !== 'forged' || !(error instanceof Problem)) throw error;
    return context.body(null, error.status);
  });

  const tokenOf = ({ story, token, at }: SimulatedHit): string => {
    if (token === 'forged') return foreign.sign(`story-${story}`, readSeconds, at);
    return tokens.sign(`story-${story}`, readSeconds, token === 'expired' ? at - 5 * dayMs : at);
  };
  return {
    async send(hit: SimulatedHit): Promise<void> {
      current = hit;
      const token = tokenOf(hit);
      if (hit.event.kind === 'pixel') await app.request(`/pixel?token=${token}`, { headers: hit.headers });
      else
        await app.request('/events', {
          method: 'POST',
          headers: { ...hit.headers, origin },
          body: bodyOf(hit, token),
        });
    },
    /** All that was sent is booked once this resolves. */
    async close(): Promise<void> {
      await flush();
      await settling;
      await databases.close();
    },
  };
}

/** Nothing is counted of a story that is not there. */
async function addStories(databases: Databases, clock: Clock): Promise<void> {
  const store = new StoryTable(databases);
  for (let story = 0; story < storyCount; story += 1) {
    const ids = (() => `story-${story}`) as IdSource;
    const desk = new StoryDesk({ stories: store, clock, ids, zone: () => 'UTC' });
    await desk.create({ headline: `Story ${story}` }, 'evaluation');
  }
}

const bodyOf = ({ event, isDriven }: SimulatedHit, token: string): string =>
  JSON.stringify({ v: 1, token, ...(isDriven ? { signs: ['webdriver'] } : {}), events: [event] });

const secretOf = (seed: number, purpose: string): Uint8Array =>
  createHash('sha256').update(`simulated day ${seed} ${purpose}`).digest();
