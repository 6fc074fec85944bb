import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isLive, openOwnFolder, sweepOwnFolders } from '../../host/index.ts';
import { type Random, toHex } from '../../kit/index.ts';

/** Who holds something in engines that several processes share. */
export interface EngineProcess {
  readonly name: string;
  /** Whether another is known to have ended; false where nobody here can know. */
  isGone(name: string): boolean;
  close(): Promise<void>;
}

/**
 * This process among those that share the engines. Those on one data folder see each other's end by locks; of those on
 * other machines nothing is known, so names say which folder they are of.
 */
export async function openEngineProcess(
  place: string,
  { random }: { readonly random: Random },
): Promise<EngineProcess> {
  await sweepOwnFolders(place);
  const own = await openOwnFolder(place);
  const folder = folderId(dirname(place), random);
  const prefix = `${folder}.`;
  return {
    name: `${prefix}${own.name}`,
    isGone(name) {
      // A name without a folder is of a Bijou that had its engines to itself.
      if (name.includes('.') && !name.startsWith(prefix)) return false;
      return name !== '' && !isLive(place, name.replace(prefix, ''));
    },
    close: own.release,
  };
}

/** Tells this data folder from others; made once, by whoever comes first. */
function folderId(run: string, random: Random): string {
  const file = join(run, 'folder-id');
  const known = textOf(file);
  if (known !== '') return known;
  const id = toHex(random.bytes(6));
  const draft = `${file}-${id}`;
  writeFileSync(draft, id);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return textOf(file);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
