// npm signals the shell that it puts between itself and a script, and no more: what runs below has to see for itself.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from './our-node.js';
import { startersOf } from './starters.js';

/** As npm starts a script: a process, a shell, the script. The shell does not replace itself, as some do. */
const asNpm = `
  const { spawn } = require('node:child_process');
  const script = process.argv[1];
  spawn('sh', ['-c', script + '; :'], {
    stdio: 'inherit',
    env: { ...process.env, npm_lifecycle_event: 'start', npm_lifecycle_script: script },
  });
`;

/** Two programs on the way: by a shell alone, and where an older Node hands over to ours, which leaves it between. */
const handOver = `
  const { spawn } = await import('node:child_process');
  const { startersOf, startersVariable } = await import(process.argv[1]);
  process.env[startersVariable] = [process.pid, ...startersOf(process.env)].join();
  spawn(process.execPath, process.argv.slice(2), { stdio: 'inherit' });
`;

for (const way of ['of a shell', 'of an older Node in between'])
  for (const signal of ['SIGTERM', 'SIGHUP'])
    it(`a server ${way} stops when npm is told ${signal}, and its port is free`, { timeout: 60_000 }, async () => {
      const data = mkdtempSync(join(tmpdir(), 'bijou-starters-'));
      const port = await freePort();
      const words = [join(root, 'bin', 'bijou.js'), 'serve', '--target=catalog,gateway', `--port=${port}`];
      const before = ['--input-type=module', '-e', handOver, join(root, 'bin', 'setup', 'starters.js')];
      const program = way === 'of a shell' ? words : [...before, ...words];
      const script = [process.execPath, ...program].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
      const npm = spawn(process.execPath, ['-e', asNpm, script], {
        env: { ...process.env, BIJOU_DATA: data, BIJOU_STARTERS: undefined, HOST: '127.0.0.1' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        let said = '';
        while (!said.includes('open at')) said += String((await once(npm.stdout, 'data'))[0]);
        npm.kill(signal);
        await once(npm, 'exit');
        while (!(await isFree(port))) await new Promise((resolve) => setTimeout(resolve, 100));
      } finally {
        npm.kill('SIGKILL');
        endServerOf(data);
        rmSync(data, { recursive: true, force: true, maxRetries: 5 });
      }
    });

it('who is told to go on alone does', () => {
  const script = { npm_lifecycle_event: 'films' };
  assert.deepEqual(startersOf({ ...script, npm_lifecycle_script: 'bijou serve & echo started' }), []);
  assert.notDeepEqual(startersOf({ ...script, npm_lifecycle_script: 'bijou titles && bijou serve' }), []);
  assert.deepEqual(startersOf({}), []);
});

/** Where the promise is broken, the next test is not to suffer from it. */
function endServerOf(data) {
  try {
    process.kill(JSON.parse(readFileSync(join(data, 'run', 'server.json'), 'utf8')).pid, 'SIGKILL');
  } catch {
    // It stopped, as it should.
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function isFree(port) {
  const server = createServer().listen(port, '127.0.0.1');
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.once('listening', () => server.close(() => resolve(true)));
  });
}
