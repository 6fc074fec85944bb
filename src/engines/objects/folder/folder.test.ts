import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { killFolderWriters } from '../testing/kill-folder.ts';
import { openFolderObjects } from './open.ts';

const ports = { clock: systemClock, random: systemRandom };

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

it('what is written into a file that was taken in is noticed; a new name, other rights and what it was before are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-objects-'));
  const film = join(folder, 'film.mkv');
  const store = join(folder, 'store');
  const first = Buffer.alloc(600_000, 'first');
  try {
    await writeFile(film, first);
    let objects = await openFolderObjects({ folder: store, ...ports });
    await objects.takeIn?.('film', film);
    const isShared = (await stat(film)).nlink > 1;
    await rename(film, `${film}.renamed`);
    await rename(`${film}.renamed`, film);
    await chmod(film, 0o640);
    assert.deepEqual(await objects.read('film'), new Uint8Array(first));

    const changed = isShared ? 'objects.changed' : undefined;
    const { atime, mtime } = await stat(film);
    // Other bytes, as many, and the date put back, as taggers do.
    await writeFile(film, Buffer.alloc(600_000, 'other'), { flag: 'r+' });
    await utimes(film, atime, mtime);
    assert.equal(await codeOf(objects.read('film', { first: 0, last: 9 })), changed);
    assert.equal(await codeOf(objects.get('film')), changed);
    await objects.close();
    objects = await openFolderObjects({ folder: store, ...ports });
    assert.equal(await codeOf(objects.read('film')), changed);

    // A change while it is being read.
    await objects.takeIn?.('film', film);
    const { body } = await objects.get('film');
    const reader = body.getReader();
    await reader.read();
    await appendFile(film, 'more');
    assert.equal(await codeOf(reader.read()), changed);
    await reader.cancel().catch(() => undefined);

    await objects.delete(['film']);
    await objects.put('film', new Uint8Array(3));
    assert.deepEqual(await objects.read('film'), new Uint8Array(3));
    await objects.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  return promise.then(
    () => undefined,
    (error: Error & { code?: string }) => error.code,
  );
}

it('a writer killed at a random moment loses nothing that it was told is stored', () => killFolderWriters(3));
