// The packed package, installed in an empty folder by the npm of the user, tells the same stories as the sources.
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { freePort, type TitleJson, until } from '../support/bijou.ts';
import { judgeTitle } from '../support/judge-title.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

describe('the packed package', () => {
  let folder: string;
  let server: ChildProcess | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-package-'));
    await run('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], { cwd: root });
    const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? '';
    await writeFile(join(folder, 'package.json'), '{ "name": "cinema", "private": true }\n');
    await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', `./${tarball}`], { cwd: folder });
  });

  after(async () => {
    server?.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  it('carries neither sources nor tests', async () => {
    const names = await readdir(join(folder, 'node_modules', 'bijou'), { recursive: true });
    assert.ok(names.includes('dist/program/main.js'));
    assert.ok(names.includes('dist/web/index.html'));
    assert.deepEqual(
      names.filter((name) => /(^|\/)src\/|\.test\./.test(name)),
      [],
    );
  });

  it('starts with npx, draws the sample film, plays it, and makes it whole for every judge', async () => {
    const port = await freePort();
    const env = { ...process.env, BIJOU_DATA: join(folder, 'data'), PORT: String(port) };
    const command = {
      async cli(...words: readonly string[]) {
        const { stdout, stderr } = await run('npx', ['bijou', ...words], { cwd: folder, env });
        return { code: 0, stdout, stderr };
      },
      async json<T>(...words: readonly string[]): Promise<T> {
        return JSON.parse((await command.cli(...words, '--json')).stdout);
      },
    };
    server = spawn('npx', ['bijou'], { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    await until(
      'the page answers',
      async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.status === 200,
    );
    await until('the sample can be watched', async () => {
      const [first] = await command.json<TitleJson[]>('titles');
      return first?.watchable === true;
    });
    const [film] = await command.json<TitleJson[]>('titles');
    const token = (await readFile(join(folder, 'data', 'owner-token'), 'utf8')).trim();
    const titles = async () => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`http://127.0.0.1:${port}/api/studio/titles`, { headers });
      return ((await answer.json()) as { titles: (TitleJson & { readonly paused?: boolean })[] }).titles;
    };
    await until('the sample is whole', async () => {
      const all = await titles();
      // The others follow it, and are not judged here.
      for (const { id, state, paused } of all)
        if (id !== film?.id && state === 'encoding' && paused !== true) await command.cli('pause', id);
      return all.some(({ id, state }) => id === film?.id && state === 'ready');
    });
    await judgeTitle(command, film?.id ?? '');
    if (server.pid !== undefined) process.kill(-server.pid, 'SIGTERM');
    await once(server, 'exit');
    server = undefined;
  });

  it('passes the journeys of the stream, with one film, and of the closed doors', async () => {
    const program = join(folder, 'node_modules', 'bijou', 'bin', 'bijou.js');
    const files = ['stream', 'closed-doors'].map((name) => join(import.meta.dirname, `${name}.test.ts`));
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const chosen = '--test-name-pattern=four-shots|closed doors';
    const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', chosen, ...files], {
      env: { ...env, BIJOU_PROGRAM: program },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [code] = await once(tests, 'exit');
    assert.equal(code, 0);
  });
});
