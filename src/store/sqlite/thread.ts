import { parentPort, workerData } from 'node:worker_threads';
import { Kysely, SqliteDialect } from 'kysely';
import type { StoreDialect } from '../dialect.js';
import type { Schema } from '../schema.js';
import { keptStatements, withKeptStatements } from './kept-statements.js';
import { openConnection } from './open.js';
import { sqliteStoreDialect } from './store-dialect.js';
import type { Answer, ProcedureQuestion, Question, StatementQuestion } from './thread-protocol.js';

/** A thread that owns one connection and answers questions one after the other. */
const { file, mode } = workerData as { file: string; mode: 'write' | 'read' };
const database = openConnection(file, mode);
const prepared = keptStatements(database);
const kysely = new Kysely<Schema>({
  dialect: new SqliteDialect({ database: withKeptStatements(database, prepared) }),
});
const dialect = sqliteStoreDialect(database);

function answer({ id, sql, parameters }: StatementQuestion): Answer {
  try {
    const statement = prepared(sql);
    if (statement.reader) return { id, rows: statement.all(...parameters) };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { id, rows: [], changes, lastInsertRowid };
  } catch (error) {
    return { id, failure: failureOf(error, sql) };
  }
}

type Procedure = (database: Kysely<Schema>, input: unknown, dialect: StoreDialect) => Promise<unknown>;

/** The asker holds the connection until the answer, so no other statement comes between the steps. */
async function runProcedure({ id, procedure, input }: ProcedureQuestion): Promise<Answer> {
  try {
    // Loaded when one is asked for: most threads that are started never are.
    const { procedures } = await import('../procedures.js');
    const known = (mode === 'write' ? procedures.write : procedures.scan) as Record<string, Procedure>;
    database.exec(mode === 'write' ? 'begin immediate' : 'begin');
    const output = await known[procedure]!(kysely, JSON.parse(input), dialect);
    database.exec('commit');
    return { id, output: JSON.stringify(output) };
  } catch (error) {
    // A full disk may have rolled back already.
    if (database.inTransaction) database.exec('rollback');
    return { id, failure: failureOf(error, `procedure ${procedure}`) };
  }
}

function failureOf(error: unknown, sql: string): NonNullable<Answer['failure']> {
  const { message, code } = error as Error & { code?: string };
  return { message, code: code ?? 'UNKNOWN', sql };
}

parentPort!.on('message', (question: Question | 'close') => {
  if (question === 'close') {
    if (database.inTransaction) database.exec('ROLLBACK');
    database.close();
    parentPort!.close();
    return;
  }
  if ('sql' in question) parentPort!.postMessage(answer(question));
  else void runProcedure(question).then((answered) => parentPort!.postMessage(answered));
});
