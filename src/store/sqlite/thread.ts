import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { openConnection } from './open.js';
import type { Answer, Question } from './thread-protocol.js';

/** A thread that owns one connection and answers statements one after the other. */
const { file, mode } = workerData as { file: string; mode: 'write' | 'read' };
const database = openConnection(file, mode);

/** Statements are kept prepared; 500 is far above the number of distinct queries, so only odd IN-lists fall out. */
const statements = new Map<string, Database.Statement>();
function prepared(sql: string): Database.Statement {
  let statement = statements.get(sql);
  if (statement === undefined) {
    statement = database.prepare(sql);
    if (statements.size >= 500) statements.delete(statements.keys().next().value!);
    statements.set(sql, statement);
  }
  return statement;
}

function answer({ id, sql, parameters }: Question): Answer {
  try {
    const statement = prepared(sql);
    if (statement.reader) return { id, rows: statement.all(...parameters) };
    const { changes, lastInsertRowid } = statement.run(...parameters);
    return { id, rows: [], changes, lastInsertRowid };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { id, failure: { message, code: code ?? 'UNKNOWN', sql } };
  }
}

parentPort!.on('message', (question: Question | 'close') => {
  if (question === 'close') {
    if (database.inTransaction) database.exec('ROLLBACK');
    if (mode === 'write') database.pragma('optimize');
    database.close();
    parentPort!.close();
    return;
  }
  parentPort!.postMessage(answer(question));
});
