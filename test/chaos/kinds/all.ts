import type { PostgresServer } from '../../support/postgres.js';
import type { ChaosKind } from '../kind.js';
import { clockSet } from './clock.js';
import { fullDatabase, fullDisk } from './full-disk.js';
import { killClose } from './kill-close.js';
import { killDatabase, killIntake } from './kill-intake.js';
import { killMigration } from './kill-migration.js';
import { killRestatement } from './kill-restatement.js';
import { readOnly } from './read-only.js';
import { walTail } from './wal-tail.js';

/** `mortal` is a PostgreSQL of which no other round makes use, started so that it survives being killed. */
export const chaosKinds = (mortal: PostgresServer | undefined): readonly ChaosKind[] => [
  killIntake,
  killClose,
  killRestatement,
  killMigration,
  fullDisk,
  fullDatabase,
  clockSet,
  readOnly,
  walTail,
  killDatabase(mortal),
];
