import type { Worker } from 'node:worker_threads';
import { sentenceOf } from '../../kit/index.ts';
import { startWorker } from '../worker.ts';
import { sqliteErrors } from './errors.ts';
import type {
  Around,
  Failure,
  PackedResult,
  SqliteRow,
  SqliteValue,
  Statement,
  StatementResult,
  WorkerAnswer,
  WorkerRequest,
} from './protocol.ts';

export interface Work {
  readonly statement: Statement;
  readonly around?: Around;
}

/** A way to the worker thread. Rejects with `sql.worker-gone`, or with a StatementFailure. */
export interface Link {
  readonly gone: boolean;
  open(file: string): Promise<number>;
  run(database: number, on: 'writer' | 'reader', work: Work): Promise<StatementResult>;
  close(database: number): Promise<void>;
  /** Lets go of the thread; the last to do so ends it. */
  release(): Promise<void>;
}

/** A failure as the worker told it; the file's owner turns it into an error with the file's name. */
export class StatementFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

type Unsent<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

interface Shared {
  readonly worker: Worker;
  holders: number;
  gone: boolean;
  ask(request: Unsent<WorkerRequest>): Promise<WorkerAnswer>;
}

// One thread a process: a second one costs 7 MB, a second file in the same one 1 MB (decision 0010).
let shared: Shared | undefined;

/** The process's database thread; started by the first who asks. */
export function acquireLink(): Link {
  if (shared === undefined || shared.gone) shared = startShared();
  const mine = shared;
  mine.holders += 1;
  let released = false;
  return {
    get gone() {
      return mine.gone;
    },
    async open(file) {
      const answer = await mine.ask({ do: 'open', file });
      if ('database' in answer) return answer.database;
      throw new TypeError('The worker opened nothing.');
    },
    async run(database, on, work) {
      const answer = await mine.ask({ do: 'run', database, on, ...work });
      if ('result' in answer) return unpacked(answer.result);
      throw new TypeError('The worker ran nothing.');
    },
    async close(database) {
      if (!mine.gone) await mine.ask({ do: 'close', database });
    },
    async release() {
      if (released) return;
      released = true;
      mine.holders -= 1;
      if (mine.holders > 0) return;
      if (shared === mine) shared = undefined;
      await mine.worker.terminate();
    },
  };
}

function unpacked({ columns, rows, changes, lastId }: PackedResult): StatementResult {
  return { rows: rows.map((row) => rowOf(columns, row)), changes, lastId };
}

function rowOf(columns: readonly string[], values: readonly SqliteValue[]): SqliteRow {
  const row: Record<string, SqliteValue> = {};
  for (const [index, column] of columns.entries()) row[column] = values[index] ?? null;
  return row;
}

/** Ends the process's database thread as a crash would: for tests and chaos. */
export async function crashThread(): Promise<void> {
  await shared?.worker.terminate();
}

function startShared(): Shared {
  const worker = startWorker(import.meta.url, './worker', {
    name: 'sqlite',
    resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 4 },
  });
  const waiting = new Map<number, { resolve(answer: WorkerAnswer): void; reject(error: unknown): void }>();
  let lastId = 0;
  let reason = 'it ended';
  const self: Shared = {
    worker,
    holders: 0,
    gone: false,
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (self.gone) return reject(sqliteErrors.error('sqlite.worker-gone', { why: reason }));
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        // An idle database keeps no process alive; an answer that is waited for does.
        if (waiting.size === 1) worker.ref();
        worker.postMessage({ ...request, id: lastId });
      }),
  };
  worker.unref();
  worker.on('message', (answer: WorkerAnswer) => {
    const asker = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) worker.unref();
    if ('failure' in answer) asker?.reject(new StatementFailure(answer.failure));
    else asker?.resolve(answer);
  });
  worker.on('error', (error) => {
    reason = sentenceOf(error);
  });
  worker.on('exit', () => {
    self.gone = true;
    for (const { reject } of waiting.values()) reject(sqliteErrors.error('sqlite.worker-gone', { why: reason }));
    waiting.clear();
  });
  return self;
}
