import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '../kit/index.ts';
import { readOwnerToken } from './owner-token.ts';

test('the token is drawn once, is for its owner alone, and is never an empty word', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-owner-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'owner-token');
  const token = readOwnerToken(folder, systemRandom);
  assert.match(token, /^[0-9a-f]{64}$/);
  assert.equal(readOwnerToken(folder, systemRandom), token);
  assert.equal((await readFile(file, 'utf8')).trim(), token);
  await chmod(file, 0o644);
  assert.equal(readOwnerToken(folder, systemRandom), token);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  for (const left of ['', '\n']) {
    await writeFile(file, left);
    const anew = readOwnerToken(folder, systemRandom);
    assert.match(anew, /^[0-9a-f]{64}$/);
    assert.equal(readOwnerToken(folder, systemRandom), anew);
  }
  assert.deepEqual((await readdir(folder)).sort(), ['owner-token', 'run']);
});
