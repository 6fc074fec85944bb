// A new service is a folder and a line in the table: done in a copy, checked as everything is, started, and asked.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { addService } from './add-service.js';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const name = 'greeter';
const left = ['.git', '.bijou', 'bench', 'node_modules'];
let copy = '';

before(() => {
  copy = mkdtempSync(join(tmpdir(), 'bijou-add-service-'));
  // All that stands there, so that what is added to the house one day need not be named here; what the compiler
  // has built already it need not build again.
  for (const part of readdirSync(here).filter((part) => !left.includes(part)))
    cpSync(join(here, part), join(copy, part), {
      recursive: true,
      preserveTimestamps: true,
      filter: (from) => !/docs\/pictures|dist\/web/.test(from),
    });
  symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
});
after(() => rmSync(copy, { recursive: true, force: true }));

function run(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8' });
  assert.equal(status, 0, `${words.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

test('a new service touches at most three lines outside its folders, is held to the laws, and answers', async (t) => {
  const touched = addService(copy, name);
  t.diagnostic(`${touched} lines outside its own folders`);
  assert.ok(touched <= 3, `${touched} lines`);

  const writers = ['write-tsconfigs.js', 'write-graph.js', 'write-openapi.js', 'write-services.js'];
  for (const writer of writers) run(join('laws', writer));
  for (const file of ['openapi.json', 'SERVICES.md', 'ROOMS.md'])
    assert.match(readFileSync(join(copy, 'docs', file), 'utf8'), new RegExp(name), `${file} has it`);
  run('node_modules/typescript-native/bin/tsc', '-b', 'src/platform');
  // The copy's own laws: they know the new room.
  const judged = `import('./laws/imports.js').then(({ importViolations }) => importViolations(process.cwd())).then((said) => console.log(JSON.stringify(said)))`;
  assert.deepEqual(JSON.parse(run('-e', judged)), []);

  const data = join(copy, 'data');
  const words = ['bin/bijou.js', 'serve', `--target=${name},gateway`, '--port=0', '--data', data];
  const server = spawn(process.execPath, words, { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
  t.after(async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  });
  const record = () => {
    const processes = join(data, 'run', 'processes');
    const found = existsSync(processes) ? readdirSync(processes).map((own) => join(processes, own, 'record.json')) : [];
    const file = found.find((path) => existsSync(path));
    return file && JSON.parse(readFileSync(file, 'utf8'));
  };
  while (record() === undefined && server.exitCode === null) await sleep(50);
  const { targets, publicAddress } = record();
  assert.deepEqual([...targets].sort(), ['gateway', name]);
  const answer = await fetch(`${publicAddress}/api/${name}/greetings/Ada`);
  assert.deepEqual(await answer.json(), { text: 'Greeter greets Ada.' });
});
