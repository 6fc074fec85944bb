import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { adapter } from './folder.ts';
import { killWriters } from './kill-rounds.ts';

/** Kills writers of a folder: as on any engine, and no draft of theirs is left either. */
export function killFolderWriters(rounds: number): Promise<void> {
  const module = new URL('./folder.ts', import.meta.url).href;
  return killWriters({ module, name: 'adapter', adapter, rounds, leftovers });
}

async function leftovers(place: string): Promise<void> {
  const drafts = await readdir(join(place, 'store', '.drafts'));
  assert.deepEqual(
    drafts.filter((name) => !name.endsWith('.lock')),
    [],
    'drafts are left',
  );
}
