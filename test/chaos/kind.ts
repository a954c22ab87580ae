import type { PostgresAddress } from '../support/postgres.js';
import type { Stage } from './stage.js';

/** One way in which things go wrong. */
export interface ChaosKind {
  readonly name: string;
  readonly databases: readonly ('SQLite' | 'PostgreSQL')[];
  /** Needs a folder of its own making: neither kept from before nor filled by a first start. */
  readonly isFresh?: boolean;
  /** A PostgreSQL of its own, where the one that all rounds share will not do. */
  readonly postgres?: PostgresAddress;
  /** Why it cannot be tried here. */
  readonly notHere?: () => string | undefined;
  /** Plays it. It leaves the site down or running; what follows is the same for all kinds. */
  play(stage: Stage): Promise<void>;
}
