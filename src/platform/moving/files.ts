import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataErrors, openDataFolder } from '../../host/index.ts';
import type { Random } from '../../kit/index.ts';
import { secretOf } from './source.ts';

/** What lies beside the engines and is the installation's own: which folders it watches, which samples it was given. */
const beside = ['watched-folders.json', 'watched-films.jsonl', 'sample-given.json'];

/**
 * Makes another data folder one of the same Bijou: with its secret, by which its processes and addresses that it gave out
 * are known, and its owner's token. Errors: `data.other-secret` where another Bijou's is there.
 */
export function carryFiles(from: string, to: string, random: Random): void {
  openDataFolder(to, { random, secret: secretOf(from) });
  copyWhole(join(from, 'owner-token'), join(to, 'owner-token'));
  for (const name of beside) copyWhole(join(from, name), join(to, name));
}

/** Errors: `data.other-secret`. */
export function refuseOtherFolder(from: string, to: string): void {
  if (existsSync(join(to, 'secret')) && secretOf(to) !== secretOf(from))
    throw dataErrors.error('data.other-secret', { folder: to, file: join(to, 'secret') });
}

function copyWhole(from: string, to: string): void {
  if (!existsSync(from) || existsSync(to)) return;
  const draft = `${to}.draft`;
  writeFileSync(draft, readFileSync(from), { mode: 0o600, flush: true });
  renameSync(draft, to);
}
