import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Master = 'a' | 'b';

/** Where each master listens; both at the same port. */
export const addressOf: Readonly<Record<Master, string>> = { a: '127.0.0.1', b: '127.0.0.2' };

async function control(...words: readonly string[]): Promise<void> {
  const program = process.env.BIJOU_REAL_CONTROL;
  if (program === undefined) throw new Error('BIJOU_REAL_CONTROL names no program that controls the servers.');
  await run(program, words);
}

/** The running cluster, and the name of its writer. */
export const cluster = {
  /** kill -9. */
  kill: (node: Master) => control('kill', 'mariadb', node),
  rejoin: (node: Master) => control('rejoin', 'mariadb', node),
  /** It stands still, and its connections stay open. */
  pause: (node: Master) => control('pause', 'mariadb', node),
  resume: (node: Master) => control('resume', 'mariadb', node),
  /** The writer's name points there from now on. */
  point: (node: Master) => control('point', 'db', addressOf[node]),
};
