import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, link, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathText, pathWord, wordPath } from './paths.ts';
import { type WalkRules, walk } from './walk.ts';

const films: WalkRules = {
  enters: (name) => !name.startsWith('.'),
  isWhole: (name) => name === 'VIDEO_TS',
  takes: (name) => name.endsWith('.mkv') && !name.startsWith('.'),
};

async function newFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-walk-'));
  await chmod(folder, 0o755);
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function walked(folder: string, rules = films) {
  const found: string[] = [];
  const left: string[] = [];
  for await (const one of walk(folder, rules)) {
    const path = pathText(one.path).slice(folder.length + 1);
    if (one.kind === 'found') found.push(path);
    else left.push(`${path}: ${one.why}`);
  }
  return { found, left };
}

test('links are followed once, loops end, and one film by two names is one film', async (t) => {
  const folder = await newFolder(t);
  const elsewhere = await newFolder(t);
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await mkdir(join(elsewhere, 'more'));
  await writeFile(join(elsewhere, 'more', 'far.mkv'), 'far');
  await writeFile(join(folder, 'a', 'one.mkv'), 'one');
  await symlink('.', join(folder, 'here'));
  await symlink('..', join(folder, 'a', 'up'));
  await symlink('../..', join(folder, 'a', 'b', 'top'));
  await symlink('self.mkv', join(folder, 'self.mkv'));
  await symlink('nowhere.mkv', join(folder, 'dangling.mkv'));
  await symlink('a/one.mkv', join(folder, 'z-link.mkv'));
  await link(join(folder, 'a', 'one.mkv'), join(folder, 'z-second name.mkv'));
  await symlink(elsewhere, join(folder, 'z-disk'));
  await symlink(join(elsewhere, 'more'), join(folder, 'z-more'));
  const { found, left } = await walked(folder);
  assert.deepEqual(found, ['a/one.mkv', 'z-disk/more/far.mkv']);
  assert.deepEqual(left, ['dangling.mkv: it leads nowhere, or has just gone', 'self.mkv: it is a link to itself']);
});

test('what may not be read is passed over with a word, and holds up nothing', async (t) => {
  const folder = await newFolder(t);
  for (const name of ['closed', 'open', 'closed/below']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'open', 'film.mkv'), 'x');
  await writeFile(join(folder, 'closed', 'film.mkv'), 'x');
  await chmod(join(folder, 'closed'), 0);
  // Who may read everything sees no closed doors.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    assert.deepEqual(await walked(folder), { found: ['open/film.mkv'], left: ['closed: it may not be read'] });
    assert.deepEqual(await walked(join(folder, 'closed')), { found: [], left: [': it may not be read'] });
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(join(folder, 'closed'), 0o755);
  }
});

test('names of any bytes lead to their files, and sockets, pipes and whole folders are what they are', async (t) => {
  const folder = await newFolder(t);
  const latin = Buffer.concat([Buffer.from(`${folder}/Caf`), Buffer.from([0xe9]), Buffer.from('.mkv')]);
  const names = ['Ame\u0301lie 🎬.mkv', 'Am\u00e9lie.mkv', '50% off #1 ?.mkv', 'a\nb.mkv'];
  await writeFile(latin, 'latin');
  for (const name of names) await writeFile(join(folder, name), name);
  execFileSync('mkfifo', [join(folder, 'pipe.mkv')]);
  const server = createServer().listen(join(folder, 'socket.mkv'));
  t.after(() => server.close());
  await mkdir(join(folder, 'VIDEO_TS', 'deep.mkv'), { recursive: true });
  const found: string[] = [];
  for await (const one of walk(folder, films)) {
    assert.equal(one.kind, 'found');
    const word = pathWord(one.path);
    assert.deepEqual(Buffer.from(wordPath(word)), one.path);
    found.push(pathText(one.path).slice(folder.length + 1));
  }
  assert.deepEqual(found.sort(), [...names, 'Café.mkv', 'VIDEO_TS'].sort());
  assert.equal(pathWord(latin), `file://${encodeURI(folder)}/Caf%E9.mkv`);
});

test('a folder of many thousands, and one far down, are seen whole', async (t) => {
  const folder = await newFolder(t);
  const deep = join(folder, ...Array.from({ length: 60 }, () => 'd'.repeat(50)));
  await mkdir(deep, { recursive: true });
  await writeFile(join(deep, 'deep.mkv'), '');
  await Promise.all(Array.from({ length: 3_000 }, (_, index) => writeFile(join(folder, `${index}.mkv`), '')));
  assert.equal((await walked(folder)).found.length, 3_001);
});
