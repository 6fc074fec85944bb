import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Random, toHex } from '../kit/index.ts';

/** The owner's token of a data folder: 32 random bytes in hex, 0600, made once even when two processes start at once. */
export async function readOwnerToken(folder: string, random: Random): Promise<string> {
  const file = join(folder, 'owner-token');
  const draft = `${file}.${toHex(random.bytes(8))}`;
  await writeFile(draft, `${toHex(random.bytes(32))}\n`, { mode: 0o600, flag: 'wx' });
  // A link fails where the file is there already: the first one made is the one that counts.
  await link(draft, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(draft);
  return (await readFile(file, 'utf8')).trim();
}
