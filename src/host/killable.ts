import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Clock, Random } from '../kit/index.ts';

/** A child of this program that may be killed at any moment, as suites and chaos do to see what is kept. */
export interface Killable {
  /** The lines that it has written whole so far. */
  readonly lines: readonly string[];
  /** Resolves at its first line, or when it ends. */
  readonly talking: Promise<void>;
  /** Resolves to its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** SIGKILL; resolves when it is gone and all that it wrote has been read. */
  kill(): Promise<void>;
}

/** Starts a module with this Node. Its standard error is ours; its input closes when we end. */
export function startKillable(moduleUrl: URL | string, args: readonly string[]): Killable {
  const child = spawn(process.execPath, [fileURLToPath(moduleUrl), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  let talk: () => void = () => undefined;
  const talking = new Promise<void>((resolve) => {
    talk = resolve;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (lines.length > 0) talk();
  });
  const ended = endOf(child).finally(talk);
  return {
    lines,
    talking,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

export interface KillRounds {
  readonly module: URL | string;
  readonly args: readonly string[];
  readonly rounds: number;
  /** Chooses the moments. */
  readonly random: Random;
  readonly clock: Clock;
  /** Kills come up to this long after a child's first line. */
  readonly withinMs: number;
  /** Is given what a killed child had written: what it says was done must be found done. */
  verify(lines: readonly string[]): Promise<void>;
}

/** Starts the module, kills it at a random moment, verifies; again and again, on what the one before left. */
export async function killRounds(options: KillRounds): Promise<void> {
  for (let round = 0; round < options.rounds; round += 1) {
    const child = startKillable(options.module, [...options.args, String(round)]);
    await child.talking;
    await options.clock.sleep(options.random.float() * options.withinMs);
    await child.kill();
    await options.verify(child.lines);
  }
}
