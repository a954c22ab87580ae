import type { Worker } from 'node:worker_threads';
import { Problem } from '../../base/problem.js';
import { startWorker } from '../../base/threads.js';
import type { Answer, ProcedureQuestion, StatementQuestion } from './thread-protocol.js';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** The near end of a thread that owns one connection. */
export class ConnectionThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #ended: Error | undefined;

  constructor(file: string, mode: 'write' | 'read') {
    this.#worker = startWorker(import.meta.url, './thread.js', { workerData: { file, mode } });
    this.#worker.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      waiting?.resolve(answer);
    });
    this.#worker.on('error', (error) => this.#end(error as Error));
    this.#worker.on('exit', () => this.#end(new Error('The database thread has ended.')));
  }

  ask(sql: string, parameters: readonly unknown[]): Promise<Answer> {
    return this.#answerTo({ sql, parameters });
  }

  async run(procedure: string, input: unknown): Promise<unknown> {
    const { output } = await this.#answerTo({ procedure, input: JSON.stringify(input) });
    return JSON.parse(output!);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    this.#worker.postMessage('close');
    await exited;
  }

  async #answerTo(question: Omit<StatementQuestion, 'id'> | Omit<ProcedureQuestion, 'id'>): Promise<Answer> {
    if (this.#ended) throw this.#ended;
    const id = ++this.#lastId;
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...question });
    });
    if (answer.failure) throw asError(answer.failure);
    return answer;
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function asError({ message, code, sql }: NonNullable<Answer['failure']>): Error {
  if (code === 'SQLITE_FULL' || (code.startsWith('SQLITE_IOERR') && /disk|write|full/i.test(message))) {
    return new Problem(
      'disk_full',
      'The disk is full: nothing of this was saved, all earlier work is kept. Free some space and try again.',
      { sql },
    );
  }
  return Object.assign(new Error(`${message} [${sql.slice(0, 300)}]`), { code });
}
