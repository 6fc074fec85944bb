import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { systemClock, systemRandom } from '../kit/index.ts';
import { firstFree, holdOf, openDataFolder } from './index.ts';

let base = '';
before(async () => {
  base = await mkdtemp(join(tmpdir(), 'bijou-data-'));
});
const children: ChildProcess[] = [];
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(base, { recursive: true });
});

const open = (folder: string) => openDataFolder(folder, { random: systemRandom });
const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

/** Another process that runs these lines with `host` and `kit` at hand, and its lines of output. */
function other(lines: string): { child: ChildProcess; line: () => Promise<string | undefined> } {
  const host = new URL('./index.ts', import.meta.url).href;
  const kit = new URL('../kit/index.ts', import.meta.url).href;
  const code = `import * as host from '${host}'; import * as kit from '${kit}'; ${lines}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const output = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, line: async () => (await output.next()).value };
}

test('a first start makes the folder for its owner alone', async () => {
  const folder = join(base, 'first', 'data');
  const data = open(folder);
  assert.deepEqual([await modeOf(folder), await modeOf(join(folder, 'secret'))], [0o700, 0o600]);
  assert.equal(await modeOf(data.folder('studio', 'files')), 0o700);
  assert.deepEqual(JSON.parse(await readFile(join(folder, 'bijou.json'), 'utf8')), { format: 1 });
  assert.equal(open(folder).secret, data.secret);
});

test('a secret that others could read is closed again', async () => {
  const folder = join(base, 'loose');
  open(folder);
  await chmod(join(folder, 'secret'), 0o644);
  open(folder);
  assert.equal(await modeOf(join(folder, 'secret')), 0o600);
});

test('first starts at the same time agree on one secret', async () => {
  const folder = join(base, 'race');
  const line = `console.log(host.openDataFolder(${JSON.stringify(folder)}, { random: kit.systemRandom }).secret)`;
  const secrets = await Promise.all(Array.from({ length: 6 }, () => other(line).line()));
  assert.deepEqual([...new Set(secrets)], [open(folder).secret]);
});

test('the folder of a newer Bijou, of somebody else, or a damaged one is left alone', async () => {
  const write = async (name: string, file: string, text: string) => {
    await mkdir(join(base, name));
    await writeFile(join(base, name, file), text);
    return join(base, name);
  };
  const newer = await write('newer', 'bijou.json', '{"format":2}');
  assert.throws(() => open(newer), { code: 'data.newer', message: /newer Bijou \(format 2; this one knows up to 1\)/ });
  const strange = await write('strange', 'thesis.txt', 'mine');
  assert.throws(() => open(strange), { code: 'data.not-ours', message: /thesis\.txt/ });
  const damaged = await write('damaged', 'bijou.json', '{');
  assert.throws(() => open(damaged), { code: 'data.damaged' });
  const torn = await write('torn', 'secret', 'short');
  await writeFile(join(torn, 'bijou.json'), '{"format":1}');
  assert.throws(() => open(torn), { code: 'data.damaged' });
  const file = await write('file', 'data', '');
  assert.throws(() => open(join(file, 'data')), { code: 'data.unusable' });
});

test('what one process does for all is another’s once that one has ended, however it ended', async () => {
  const folder = join(base, 'locks');
  open(folder);
  const holder = other(`
    await host.holdOf(${JSON.stringify(folder)}, 'watching', { clock: kit.systemClock, signal: AbortSignal.timeout(9000) });
    console.log(host.firstFree(${JSON.stringify(folder)}, 'disk').number);
    setInterval(() => undefined, 1000);
  `);
  assert.equal(await holder.line(), '1');
  const soon = { clock: systemClock, signal: AbortSignal.timeout(50) };
  await assert.rejects(holdOf(folder, 'watching', soon), { name: 'TimeoutError' });
  const second = firstFree(folder, 'disk');
  assert.equal(second.number, 2);
  assert.equal(firstFree(folder, 'disk').number, 3, 'this process’s own is not free either');
  const waiting = holdOf(folder, 'watching', { clock: systemClock, signal: AbortSignal.timeout(60_000) });
  const exited = once(holder.child, 'exit');
  holder.child.kill('SIGKILL');
  await exited;
  (await waiting).release();
  assert.equal(firstFree(folder, 'disk').number, 1);
});

test('a secret that was given is kept, and a folder with another one is refused', async () => {
  const secret = open(join(base, 'whole')).secret;
  const afar = join(base, 'afar');
  assert.equal(openDataFolder(afar, { random: systemRandom, secret }).secret, secret);
  assert.equal(open(afar).secret, secret);
  assert.equal((await readFile(join(afar, 'secret'), 'utf8')).trim(), secret);
  const other = open(join(base, 'of another Bijou')).path;
  assert.throws(
    () => openDataFolder(other, { random: systemRandom, secret }),
    (error) => error instanceof Error && 'code' in error && error.code === 'data.other-secret',
  );
});

test('a place that takes no folder is told, and not tried for ever', {
  skip: process.platform !== 'linux',
}, async () => {
  assert.throws(() => open('/proc/bijou/data'), { code: 'data.unusable' });
  await writeFile(join(base, 'a file'), '');
  for (const place of ['a file', 'a file/data']) {
    assert.throws(() => open(join(base, place)), { code: 'data.unusable' });
  }
});
