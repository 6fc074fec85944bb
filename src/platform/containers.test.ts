// Processes that share a data folder and not their process numbers, as those of two containers do.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openFolderObjects } from '../engines/objects/folder/open.ts';
import { openChildren, silentLogger } from '../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../kit/index.ts';
import { fileDiscovery } from '../transport/index.ts';
import { openScratch } from './scratch.ts';

const walls = ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'];
const [wall = '', ...bricks] = walls;
const closed =
  spawnSync(wall, [...bricks, 'true']).status === 0 ? false : 'this system permits no namespaces of processes';
const module = fileURLToPath(new URL('./testing/container.ts', import.meta.url));

interface Container {
  readonly found: { readonly pid: number; readonly peers: readonly string[] };
  /** Lets its draft be written to the end; resolves once it says that it is stored. */
  store(): Promise<void>;
  kill(): Promise<void>;
}

async function container(folder: string, address: string): Promise<Container> {
  const child: ChildProcess = spawn(wall, [...bricks, process.execPath, module, folder, address], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const [line] = (await once(lines, 'line')) as [string];
  return {
    found: JSON.parse(line),
    async store() {
      child.stdin?.write('go on\n');
      assert.deepEqual(await once(lines, 'line'), ['stored']);
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function left(folder: string, ...place: readonly string[]): Promise<string[]> {
  const names = await readdir(join(folder, ...place));
  return names.filter((name) => !name.endsWith('.lock'));
}

test('two containers on one data folder find each other, keep each other’s work, and sweep after the dead', {
  skip: closed,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-containers-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [one, two] = ['http://127.0.0.1:4001', 'http://127.0.0.1:4002'];
  const first = await container(folder, one);
  const second = await container(folder, two);
  assert.equal(first.found.pid, second.found.pid, 'a number means nothing beyond its container');
  assert.deepEqual(first.found.peers, [one]);
  assert.deepEqual(second.found.peers, [one, two]);

  const discovery = fileDiscovery({ folder, clock });
  const peers = async () => (await discovery.find('encoder', { fresh: true })).map(({ address }) => address).sort();
  assert.deepEqual(await peers(), [one, two], 'and from outside of both');
  const places = [['objects', '.drafts'], ['scratch'], ['run', 'children'], ['run', 'processes']] as const;
  for (const place of places) assert.equal((await left(folder, ...place)).length, 2, place.join('/'));
  await first.store();
  assert.equal(await readFile(join(folder, 'objects', 'film-4001'), 'utf8'), 'first half, second half');

  await second.kill();
  while ((await peers()).length > 1) await clock.sleep(20);
  assert.deepEqual(await peers(), [one]);
  // Whoever comes next takes away what the dead one left, and nothing of the living one's.
  const children = await openChildren({ folder: join(folder, 'run', 'children'), clock, logger: silentLogger });
  const scratch = await openScratch(folder);
  const objects = await openFolderObjects({ folder: join(folder, 'objects'), clock, random });
  const withdraw = await discovery.announce({ targets: ['studio'], peerAddress: 'http://127.0.0.1:4003' });
  for (const place of places)
    assert.equal((await left(folder, ...place)).length, 2, `${place.join('/')}: ours and one`);
  assert.deepEqual(await objects.list('film-4002'), [], 'half a film is none');
  await Promise.all([children.close(), scratch.release(), objects.close(), withdraw()]);
  for (const place of places) assert.equal((await left(folder, ...place)).length, 1, place.join('/'));
  await first.kill();
});
