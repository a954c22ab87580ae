import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { ProcedureKind, RunProcedure } from '../procedures.js';
import { ConnectionThread } from './connection-thread.js';

interface Threads<Kind extends ProcedureKind> {
  readonly dialect: Dialect;
  readonly run: RunProcedure<Kind>;
  /** Ends the threads, which Kysely does only if it ever asked for them. */
  close(): Promise<void>;
}

/**
 * Kysely over connections that live in worker threads, because better-sqlite3 blocks its thread while it works.
 * Readers are a small pool.
 */
export const threadedReaders = (file: string, threads: number): Threads<'scan'> =>
  threadsOver(new ThreadedDriver(file, 'read', threads));

/** The writer is one thread, held by one transaction or procedure at a time, in the order in which they came. */
export function threadedWriter(file: string): Threads<'write'> {
  const driver = new ThreadedDriver(file, 'write', 1);
  // At once: threads inherit the priority of the one that starts them, and may not be lowered with it while they hold
  // the lock that all writers wait for.
  void driver.init();
  return threadsOver(driver);
}

function threadsOver<Kind extends ProcedureKind>(driver: ThreadedDriver): Threads<Kind> {
  const run = async (name: string, input: unknown) => {
    await driver.init();
    const connection = await driver.acquireConnection();
    try {
      return await connection.thread.run(name, input);
    } finally {
      await driver.releaseConnection(connection);
    }
  };
  return {
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    run: run as unknown as RunProcedure<Kind>,
    close: () => driver.destroy(),
  };
}

class ThreadedConnection implements DatabaseConnection {
  readonly thread: ConnectionThread;

  constructor(thread: ConnectionThread) {
    this.thread = thread;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, changes, lastInsertRowid } = await this.thread.ask(sql, parameters);
    return {
      rows: (rows ?? []) as Row[],
      ...(changes === undefined ? {} : { numAffectedRows: BigInt(changes) }),
      ...(lastInsertRowid === undefined ? {} : { insertId: BigInt(lastInsertRowid) }),
    };
  }

  // biome-ignore lint/correctness/useYield: the contract asks for a generator; nothing here streams from SQLite
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Read in pages by key instead: a stream would hold the thread.');
  }
}

class ThreadedDriver implements Driver {
  readonly #free: ThreadedConnection[] = [];
  readonly #all: ThreadedConnection[] = [];
  readonly #queue: ((connection: ThreadedConnection) => void)[] = [];
  readonly #file: string;
  readonly #mode: 'write' | 'read';
  readonly #threads: number;

  constructor(file: string, mode: 'write' | 'read', threads: number) {
    this.#file = file;
    this.#mode = mode;
    this.#threads = threads;
  }

  /** Starts the threads unless they run; Kysely calls it before its first statement. */
  async init(): Promise<void> {
    while (this.#all.length < this.#threads) {
      const connection = new ThreadedConnection(new ConnectionThread(this.#file, this.#mode));
      this.#all.push(connection);
      this.#free.push(connection);
    }
  }

  async acquireConnection(): Promise<ThreadedConnection> {
    return this.#free.pop() ?? new Promise((resolve) => this.#queue.push(resolve));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    const next = this.#queue.shift();
    if (next) next(connection as ThreadedConnection);
    else this.#free.push(connection as ThreadedConnection);
  }

  // IMMEDIATE: the write lock is taken at the start, where waiting is harmless, not in the middle, where it fails.
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#mode === 'write' ? 'begin immediate' : 'begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // A failed COMMIT or a full disk may have rolled back already; a second rollback would hide the first error.
    await connection.executeQuery(CompiledQuery.raw('rollback')).catch((error: Error) => {
      if (!/no transaction is active/.test(error.message)) throw error;
    });
  }

  async destroy(): Promise<void> {
    await Promise.all(this.#all.map(({ thread }) => thread.close()));
  }
}
