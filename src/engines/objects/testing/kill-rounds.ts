// For tests: a writer in a process of its own prints what was acknowledged, is killed, and its word is checked.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { openFolderObjects } from '../folder/open.ts';

export async function killRounds({
  rounds,
  seed = systemClock.now() % 1_000_000,
}: {
  rounds: number;
  seed?: number;
}): Promise<void> {
  console.log(`SEED=${seed}`);
  const random = seededRandom(seed);
  for (let round = 0; round < rounds; round += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'bijou-objects-kill-'));
    const said = await writeUntilKilled(folder, Math.floor(random.float() * 120));
    const objects = await openFolderObjects({ folder, clock: systemClock, random: systemRandom });
    const acknowledged = new Map(said.map((line) => line.split(' ') as [string, string]));
    for (const [key, bytes] of acknowledged)
      assert.equal((await objects.read(key)).length, Number(bytes), `round ${round}: ${key}`);
    for (const { key, bytes } of await objects.list(''))
      assert.ok(bytes === lengthOf(key), `round ${round}: ${key} is there in part: ${bytes} bytes`);
    assert.equal((await readdir(join(folder, '.drafts'))).length, 1, 'only our own drafts are left');
    await objects.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every key tells how long its object is. */
export function lengthOf(key: string): number {
  return Number(key.split('-').at(-1));
}

async function writeUntilKilled(folder: string, afterMs: number): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [fileURLToPath(moduleBeside(import.meta.url, './kill-writer')), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: string[] = [];
  const lines = createInterface({ input: writer.stdout });
  lines.on('line', (line) => said.push(line));
  const ended = Promise.all([once(writer, 'exit'), once(lines, 'close')]);
  await once(lines, 'line');
  await systemClock.sleep(afterMs);
  writer.kill('SIGKILL');
  await ended;
  return said;
}
