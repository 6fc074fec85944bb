import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../kit/index.ts';
import { errorCatalogue, onAbort } from '../kit/index.ts';
import { childEnvironment } from './child-environment.ts';
import { lineCutter, type TextTaker, tailKeeper } from './child-lines.ts';
import { endLeftChildren, groupGone, removeRecord, writeRecord } from './child-record.ts';
import { parseReport, supervisorScript } from './child-supervisor.ts';
import { killGroup, numbering, processEntry } from './child-table.ts';
import type { Logger } from './logger.ts';
import { openOwnFolder, sweepOwnFolders } from './own-folder.ts';

export const childErrors = errorCatalogue({
  'child.not-started': {
    status: 500,
    retry: 'later',
    sentence: 'The program {command} could not be started: {why}. Bijou needs a POSIX shell as `sh` to start programs.',
  },
  'child.closed': { status: 503, retry: 'later', sentence: 'This process is stopping and starts no more programs.' },
});

export interface ChildrenOptions {
  /** Where records of living children lie, a folder each process; several processes may share it. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface ChildRun {
  /** Aborting it kills the whole group at once. */
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  /** Stands in the child's environment as BIJOU_JOB and in its record. */
  readonly job: string;
  /** Each line of standard error, and of standard output where that is `lines`. Throwing from it kills the group. */
  onOutput?(line: string, from: 'stdout' | 'stderr'): void;
  /** `ignore` is the default. A stream gets the bytes as fast as it takes them, and is closed at their end. */
  readonly stdout?: 'ignore' | 'lines' | WritableStream<Uint8Array>;
  /** Added to our own, 0 to 19. */
  readonly niceness?: number;
}

export interface ChildResult {
  /** The program's exit code; 128 and the signal's number when it was killed, 127 when there is no such program. */
  readonly code: number;
  /** The last 16 KB or so of standard error. */
  readonly log: string;
  /** User and system; undefined when the supervisor was killed with the program. */
  readonly cpuSeconds: number | undefined;
}

/** Starts programs that die with us. */
export interface Children {
  /**
   * Resolves with the exit code, whatever it is, once no process of the child's group lives.
   * Errors: the signal's reason; `child.not-started`; what onOutput or the stream threw.
   */
  run(command: string, args: readonly string[], options: ChildRun): Promise<ChildResult>;
  /** Kills what runs and waits until it is gone. */
  close(): Promise<void>;
}

const logLimit = 16_384;
const killedCode = 137;

/** Ends what earlier processes of this folder left behind, then is ready to start children. */
export async function openChildren({ folder, clock, logger }: ChildrenOptions): Promise<Children> {
  await sweepOwnFolders(folder, (left) => endLeftChildren(left, { clock, logger }));
  const records = await openOwnFolder(folder);
  const here = await numbering();
  const closing = new AbortController();
  const running = new Set<Promise<ChildResult>>();

  async function run(command: string, args: readonly string[], options: ChildRun): Promise<ChildResult> {
    const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
    signal.throwIfAborted();
    const child = start(command, args, options);
    const exited = new Promise<void>((resolve, reject) => {
      child.once('exit', () => resolve());
      child.once('error', (error) => reject(notStarted(command, error)));
    });
    exited.catch(() => undefined);
    const group = child.pid;
    if (group === undefined) {
      await exited;
      throw notStarted(command);
    }
    const kill = (): void => killGroup(group);
    const stopListening = onAbort(signal, kill);
    const tail = tailKeeper(logLimit);
    const report = tailKeeper(logLimit);
    const outputs = Promise.all([
      eachText(child.stderr, [tail, ...lines('stderr', options)]),
      eachText(child.stdio[3] as ChildProcess['stdout'], [report]),
      pipeOut(child, options),
    ]);
    outputs.catch(kill);
    try {
      const entry = await processEntry(group);
      if (entry !== undefined) {
        const { started } = entry;
        await writeRecord(records.path, { pid: group, started, command, job: options.job, numbering: here });
      }
      await exited;
    } finally {
      stopListening();
      killGroup(group);
      await groupGone(group, clock);
      await removeRecord(records.path, group);
    }
    signal.throwIfAborted();
    await outputs;
    const found = parseReport(report.text());
    return { code: found?.code ?? killedCode, log: tail.text(), cpuSeconds: found?.cpuSeconds };
  }

  return {
    run(command, args, options) {
      const result = run(command, args, options);
      running.add(result);
      const forget = (): void => void running.delete(result);
      result.then(forget, forget);
      return result;
    },
    async close() {
      closing.abort(childErrors.error('child.closed'));
      await Promise.allSettled(running);
      await records.release();
    },
  };
}

function start(command: string, args: readonly string[], options: ChildRun): ChildProcess {
  const program = [command, ...args];
  const niced = options.niceness === undefined ? program : ['nice', '-n', String(options.niceness), ...program];
  const child = spawn('sh', ['-c', supervisorScript, 'bijou-child', ...niced], {
    // A group and session of its own: the supervisor leads it, and a terminal's interrupt does not reach it.
    detached: true,
    stdio: ['pipe', options.stdout === undefined || options.stdout === 'ignore' ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    env: { ...childEnvironment(process.env), ...options.env, LC_ALL: 'C', BIJOU_JOB: options.job },
  });
  child.stdin?.on('error', () => undefined);
  return child;
}

async function eachText(stream: ChildProcess['stdout'], takers: readonly TextTaker[]): Promise<void> {
  if (stream === null) return;
  stream.setEncoding('utf8');
  for await (const text of stream) for (const taker of takers) taker.push(text as string);
  for (const taker of takers) taker.end?.();
}

function lines(from: 'stdout' | 'stderr', options: ChildRun): TextTaker[] {
  if (options.onOutput === undefined) return [];
  return [lineCutter((line) => options.onOutput?.(line, from))];
}

async function pipeOut(child: ChildProcess, options: ChildRun): Promise<void> {
  const { stdout } = options;
  if (stdout === undefined || stdout === 'ignore' || child.stdout === null) return;
  if (stdout === 'lines') {
    await eachText(child.stdout, lines('stdout', options));
    return;
  }
  const writer = stdout.getWriter();
  try {
    for await (const chunk of child.stdout) await writer.write(chunk as Uint8Array);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    throw error;
  }
}

function notStarted(command: string, cause?: unknown): Error {
  const why = cause instanceof Error ? cause.message : 'there is no process';
  return childErrors.error('child.not-started', { command, why }, cause);
}
