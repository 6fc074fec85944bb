// A library that Bijou made, moved by its own command, killed on the way, and played where it went.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { filmText } from '../../src/engines/encoder/simulated/open.ts';
import type { Told } from '../../src/platform/index.ts';
import { addFilm, program, startBijou, type TitleJson, until } from './bijou.ts';
import { fetchRung } from './fetch-rung.ts';

const env = { BIJOU_ENCODER: 'simulated' };

interface Move {
  readonly engines: Readonly<Record<string, unknown>>;
  readonly films: number;
  readonly kills: number;
}

/** Makes films, moves them, and finds every one of them again: what it is, what it plays, by what it is found. */
export async function moveHouse(t: TestContext, { engines, films, kills }: Move): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-move-house-'));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const [from, to, config] = [join(folder, 'old'), join(folder, 'new'), join(folder, 'bijou.config.json')] as const;
  await writeFile(config, JSON.stringify({ data: to, engines }));

  const before = await startBijou({ mode: 'one process', dataFolder: from, env });
  t.after(() => before.stop({ keep: true }));
  const ids: string[] = [];
  for (let n = 0; n < films; n += 1) {
    const file = join(folder, `evening-${n}.mp4`);
    const film = { frameRate: { num: 25, den: 1 }, width: 320, height: 240, shot: 50, audio: ['en'], text: [] };
    await writeFile(file, filmText({ ...film, pictures: 100 + n }));
    ids.push((await addFilm(before, file)).id);
  }
  const ready = async (titles: Promise<TitleJson[]>) => (await titles).filter(({ state }) => state === 'ready').length;
  await until('all are ready', async () => (await ready(before.json('titles'))) === films);
  const hashes = await Promise.all(ids.map((id) => fetchRung(before.url, id)));
  const refused = await migrate(config, from, 60_000);
  assert.match(refused.said, /A Bijou runs on/);
  await before.stop({ keep: true });

  const print = printOf(from);
  let killed = 0;
  let last = await migrate(config, from, 60_000, '--dry-run');
  assert.equal(last.code, 0, last.said);
  for (;;) {
    last = await migrate(config, from, killed < kills ? 4 + killed * 3 : 100_000_000);
    if (last.code === 0) break;
    assert.equal(last.code, null, last.said);
    killed += 1;
  }
  assert.deepEqual(last.told.at(-1), { did: 'finished', isEqual: true, isOld: false });
  assert.equal(killed, kills);
  assert.equal(printOf(from), print, 'the old folder is as it was');

  const after = await startBijou({ mode: 'one process', dataFolder: to, env, words: ['--config', config] });
  t.after(() => after.stop());
  const titles = await after.json<TitleJson[]>('titles');
  assert.deepEqual(titles.map(({ id, state }) => `${id} ${state}`).sort(), ids.map((id) => `${id} ready`).sort());
  assert.deepEqual(await Promise.all(ids.map((id) => fetchRung(after.url, id))), hashes);
  await until('the index is filled again', async () => {
    const { stdout } = await after.cli('search', 'evening');
    return ids.every((id) => stdout.includes(id));
  });
  // What was told before is not told again, and what is told now is heard.
  const file = join(folder, 'morning.mp4');
  const film = { frameRate: { num: 25, den: 1 }, width: 320, height: 240, shot: 50, audio: [], text: [] };
  await writeFile(file, filmText({ ...film, pictures: 90 }));
  await addFilm(after, file);
  await until('a new film is ready', async () => (await ready(after.json('titles'))) === films + 1);
  assert.equal((await after.cli('dead-letters')).code, 0);
}

interface Migrated {
  readonly code: number | null;
  readonly told: readonly Told[];
  /** What else it printed. */
  readonly said: string;
}

/** Runs the command; kills it once it has told so much. */
async function migrate(config: string, from: string, mostLines: number, ...words: string[]): Promise<Migrated> {
  const all = [program, 'migrate', '--to', config, '--data', from, '--json', ...words];
  const child = spawn(process.execPath, all, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const told: Told[] = [];
  for await (const line of createInterface(child.stdout)) {
    // An error is told in several lines.
    if (line.startsWith('{"did"')) told.push(JSON.parse(line) as Told);
    else said += line;
    if (told.length === mostLines) child.kill('SIGKILL');
  }
  return { code: await ended, told, said };
}

/** Every file below with its size and time; what processes leave of locks aside. */
function printOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  const lines = names.map((name) => {
    const { size, mtimeMs } = lstatSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return lines.join('\n');
}
