import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { conformance } from '../conformance.ts';
import { killWriters } from '../testing/kill-rounds.ts';
import { openFolderObjects } from './open.ts';

const ports = { clock: systemClock, random: systemRandom };

conformance('a folder', async () => {
  const base = await mkdtemp(join(tmpdir(), 'bijou-objects-'));
  const folder = join(base, 'store');
  const objects = await openFolderObjects({ folder, ...ports });
  let files = 0;
  return {
    objects,
    again: () => openFolderObjects({ folder, ...ports }),
    async file(bytes) {
      files += 1;
      const path = join(base, `file-${files}`);
      await writeFile(path, bytes);
      return path;
    },
    async close() {
      await objects.close();
      await rm(base, { recursive: true, force: true });
    },
  };
});

it('drafts of processes that are gone are swept at the next opening', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-objects-'));
  await mkdir(join(folder, '.drafts', '999999@gone'), { recursive: true });
  await writeFile(join(folder, '.drafts', '999999@gone', 'draft'), 'half a film');
  const objects = await openFolderObjects({ folder, ...ports });
  const left = (await readdir(join(folder, '.drafts'))).filter((name) => !name.endsWith('.lock'));
  assert.equal(left.length, 1, 'our own');
  assert.ok(!left.includes('999999@gone'));
  await objects.close();
  await rm(folder, { recursive: true, force: true });
});

it('a writer killed at a random moment loses nothing that it was told is stored', () => killWriters({ rounds: 3 }));
