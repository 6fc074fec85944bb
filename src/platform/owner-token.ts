import { chmodSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from '../host/index.ts';
import { type Random, toHex } from '../kit/index.ts';

/**
 * The owner's token of a data folder: 32 random bytes in hex, 0600, made once even when two processes start at once. A
 * file that says nothing, as a full disk or a lost power supply leaves it, counts as none: nobody must be the owner by
 * an empty word.
 */
export function readOwnerToken(folder: string, random: Random): string {
  const file = join(folder, 'owner-token');
  return alone(folder, () => {
    const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    if (found === '') return draw(file, random);
    // A copy or an unpacked backup may have let others in.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return found;
  });
}

/** Whole or not at all, and without a second name: not every disk knows those. */
function draw(file: string, random: Random): string {
  const token = toHex(random.bytes(32));
  const draft = `${file}.draft`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${token}\n`, { mode: 0o600, flag: 'wx', flush: true });
  renameSync(draft, file);
  return token;
}
