import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, dropDatabase, type PostgresAddress } from '../support/postgres.js';
import { makeTempFolder, removeFolder } from '../support/temp-folder.js';
import { auditAll } from './audit.js';
import { type Chance, chanceOf } from './chance.js';
import type { ChaosKind } from './kind.js';
import { placeAt, ShiftedClock } from './place.js';
import { Stage } from './stage.js';

/** What rounds are played on. */
export interface Ground {
  readonly postgres: PostgresAddress | undefined;
  /** A folder that was served and counted in before, with closed days; rounds get copies of it. */
  readonly keptFolder: string | undefined;
}

export interface RoundResult {
  readonly seed: number;
  readonly kind: string;
  readonly database: string;
  readonly isKept: boolean;
  /** Of the visits sent, before any of them came again. */
  readonly acknowledged: number;
  readonly sent: number;
  readonly what: string;
  readonly seconds: number;
  /** Empty: the round is green. */
  readonly faults: readonly string[];
  /** Why it was not tried here. */
  readonly notTried?: string;
}

const zones = ['UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Auckland'];
/** A round's readers draw from a sequence of their own: how many come, time decides. */
const trafficSeedStep = 1_000_003;

/** Plays one round and looks at what it left: acknowledged = counted, the chain holds, a recount agrees. */
export async function playRound(kind: ChaosKind, seed: number, ground: Ground): Promise<RoundResult> {
  const startedAt = performance.now();
  const chance = chanceOf(seed);
  const postgres = kind.postgres ?? ground.postgres;
  const database = databaseOf(kind, chance, postgres);
  const isKept =
    chance.isTrue(0.5) && database === 'SQLite' && !kind.isFresh && ground.keptFolder !== undefined;
  const notTried = database === undefined ? 'no PostgreSQL here' : kind.notHere?.();
  const told = { seed, kind: kind.name, database: database ?? 'PostgreSQL', isKept };
  if (notTried !== undefined)
    return { ...told, acknowledged: 0, sent: 0, what: '', seconds: 0, faults: [], notTried };

  const scratch = makeTempFolder('bs-chaos-');
  // The clock in it is read by accounts without privileges too.
  chmodSync(scratch, 0o755);
  const folder = join(scratch, 'data');
  if (isKept) cpSync(ground.keptFolder!, folder, { recursive: true });
  else mkdirSync(folder, { mode: 0o750 });
  const connection = database === 'PostgreSQL' ? await createDatabase(postgres) : undefined;
  const clock = new ShiftedClock(scratch);
  const place = placeAt(folder, connection, clock, chance.pick(zones));
  const stage = new Stage({ chance, trafficChance: chanceOf(seed + trafficSeedStep), place, clock });
  try {
    await playOut(kind, stage);
  } catch (error) {
    stage.faults.push(`the round broke: ${(error as Error).stack ?? String(error)}`);
  } finally {
    await stage.end();
    if (connection) await dropDatabase(connection);
    removeFolder(scratch);
  }
  const { visits, what, acknowledged } = stage;
  const found = [...stage.faults, ...new Set(visits.faults)];
  const faults =
    found.length === 0 ? [] : [...found, ...stage.log.map((line) => `log: ${line.slice(0, 300)}`)];
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return { ...told, acknowledged, sent: visits.all.length, what, seconds, faults };
}

function databaseOf(kind: ChaosKind, chance: Chance, postgres: PostgresAddress | undefined) {
  const drawn = chance.isTrue(0.25) ? 'PostgreSQL' : 'SQLite';
  const wanted = kind.databases.includes(drawn) ? drawn : kind.databases[0]!;
  if (wanted === 'PostgreSQL' && postgres === undefined)
    return kind.databases.includes('SQLite') ? 'SQLite' : undefined;
  return wanted;
}

async function playOut(kind: ChaosKind, stage: Stage): Promise<void> {
  await kind.play(stage);
  if (!stage.isRunning) await stage.start();
  stage.acknowledged = stage.visits.acknowledged;
  await stage.audit('after the restart');
  await stage.visits.sendAgain(stage.site);
  stage.faults.push(...(await auditAll(stage.place, stage.visits, stage.before)));
  await stage.stop();
}
