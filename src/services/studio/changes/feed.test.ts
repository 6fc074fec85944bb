import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { asItIs } from '../../../engines/encoder/testing/films.ts';
import { newJob } from '../encode/job-rows.ts';
import { followEvents } from '../testing/events.ts';
import { claimJob, context, newFolder, type Rig, startRig, until } from '../testing/harness.ts';
import { touchTitle } from './revision.ts';

const chunks = 10_000;

test('what changes is told: a new film, its pieces, its end', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const events = await followEvents(rig);
  await until('a newcomer is told to ask', async () => events.seen.some(({ name }) => name === 'stale'));
  const id = await addText(rig, 'a.mp4');
  const told = (name: string, test: (data: { id?: string; title?: string }) => boolean) =>
    until(`${name} is told`, async () => events.seen.some((event) => event.name === name && test(event.data)));
  await told('title', (data) => data.id === id);
  await told('wall', (data) => data.title === id);
  const job = await claimJob(rig);
  await until('the piece is told as leased', async () =>
    events.seen.some(({ name, data }) => name === 'wall' && String(data.changes) === 'inspect,0,l'),
  );
  await rig.studio.implementation.calls.renew({ job: job.id, lease: job.lease, done: 0.5 }, context());
  await told('title', (data) => (data as { progress?: { share: number } }).progress?.share === 0.05);
  await told('work', (data) => (data as { jobs: { leased: number } }).jobs.leased === 1);
  await rig.studio.implementation.calls.remove({ id, now: true }, context());
  await told('removed', (data) => data.id === id);
  await events.close();
});

test('who comes back hears what he missed and nothing else; from another house, that he knows nothing', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const [first, second] = [await addText(rig, 'a.mp4'), await addText(rig, 'b.mp4')];
  const before = await followEvents(rig);
  await until('it has a place', async () => before.lastId() !== undefined);
  await before.close();
  const since = before.lastId();
  await rig.studio.implementation.calls.remove({ id: first, now: true }, context());
  await until('it is gone', async () => (await rig.sql.db.selectFrom('titles').selectAll().execute()).length === 1);
  const job = await claimJob(rig);
  assert.equal(job.title, second);
  const again = await followEvents(rig, { since });
  await until('the removal is told', async () => again.seen.some(({ name }) => name === 'removed'));
  await until('the lease is told', async () =>
    again.seen.some(({ name, data }) => name === 'title' && data.jobs.leased),
  );
  assert.ok(!again.seen.some(({ name, data }) => name === 'stale' || (data.id === first && name === 'title')));
  await again.close();
  const stranger = await followEvents(rig, { since: '0199-abc.1' });
  await until('a stranger starts over', async () => stranger.seen.some(({ name }) => name === 'stale'));
  await stranger.close();
});

test('a page that was open for ever costs the others nothing: it starts over, they are told', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const first = await addText(rig, 'a.mp4');
  const old = await followEvents(rig);
  await until('it has a place', async () => old.lastId() !== undefined);
  await old.close();
  const row = await rig.sql.db.selectFrom('titles').selectAll().where('id', '=', first).executeTakeFirstOrThrow();
  // As many as a large library that was encoded again, each with a plan's worth of ladder: 24 MB in all.
  await rig.sql.transaction(async (tx) => {
    const ladder = JSON.stringify({ ...smallLadder, note: 'x'.repeat(20_000) });
    const changed = await touchTitle(tx, first);
    for (let from = 0; from < 1_200; from += 100) {
      const rows = Array.from({ length: 100 }, (_, index) => {
        const mark = (from + index).toString(16).padStart(12, '0');
        return {
          ...row,
          id: `00000000-0000-7000-8000-${mark}`,
          source_hash: mark.padStart(64, '0'),
          live_source: null,
          ladder,
          changed,
        };
      });
      await tx.insertInto('titles').values(rows).execute();
    }
  });
  const [fresh, stale] = [await followEvents(rig), await followEvents(rig, { since: old.lastId() })];
  await until('the old page starts over', async () => stale.seen.some(({ name }) => name === 'stale'));
  await rig.sql.transaction((tx) => touchTitle(tx, first));
  for (const events of [fresh, stale])
    await until('both hear of what changes now', async () =>
      events.seen.some(({ name, data }) => name === 'title' && data.id === first),
    );
  await Promise.all([fresh.close(), stale.close()]);
});

test('a title that cannot be read keeps nobody from hearing of the others', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const [broken, sound] = [await addText(rig, 'a.mp4'), await addText(rig, 'b.mp4')];
  const [all, one] = [await followEvents(rig), await followEvents(rig, { title: sound })];
  await until('both are there', async () => all.lastId() !== undefined && one.lastId() !== undefined);
  await rig.sql.transaction(async (tx) => {
    await tx.updateTable('titles').set({ ladder: '{', findings: '[' }).where('id', '=', broken).execute();
    const changed = await touchTitle(tx, broken);
    await tx.updateTable('jobs').set({ changed }).where('title', '=', broken).execute();
    await touchTitle(tx, sound);
  });
  for (const events of [all, one])
    await until('the sound one is told, or the page asks anew', async () =>
      events.seen.slice(1).some(({ name, data }) => name === 'stale' || (name === 'title' && data.id === sound)),
    );
  await rig.sql.transaction((tx) => touchTitle(tx, sound));
  await until('and after that it goes on', async () =>
    all.seen.some(({ name, data }) => name === 'title' && data.id === sound),
  );
  await Promise.all([all.close(), one.close()]);
});

test('a studio in another process is heard as well', async (t) => {
  const folder = await newFolder(t);
  const [one, other] = [await startRig(t, folder), await startRig(t, folder)];
  const events = await followEvents(other);
  const id = await addText(one, 'a.mp4');
  await until('it is told', async () => events.seen.some(({ name, data }) => name === 'title' && data.id === id));
  await events.close();
});

test('a change that was begun before others and committed after them is told as well', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const [slow, quick] = [await addText(rig, 'a.mp4'), await addText(rig, 'b.mp4')];
  // As with two masters: its number is given before, its row appears after.
  const { insertId } = await rig.sql.transaction((tx) =>
    tx.insertInto('title_changes').values({ title: '' }).executeTakeFirstOrThrow(),
  );
  const number = Number(insertId);
  await rig.sql.db.deleteFrom('title_changes').where('number', '=', number).execute();
  const events = await followEvents(rig);
  await until('it has a place', async () => events.lastId() !== undefined);
  const from = events.seen.length;
  const isTold = (id: string) => events.seen.slice(from).some(({ name, data }) => name === 'title' && data.id === id);
  await rig.sql.transaction((tx) => touchTitle(tx, quick));
  await until('the quick one is told', async () => isTold(quick));
  assert.ok(!isTold(slow));
  await rig.sql.transaction(async (tx) => {
    await tx.insertInto('title_changes').values({ number, title: slow }).execute();
    await tx.updateTable('titles').set({ changed: number }).where('id', '=', slow).execute();
  });
  await until('the slow one is told', async () => isTold(slow));
  await events.close();
});

test('ten thousand chunks: the wall is letters, a reader that hangs is told to ask again', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const id = await addText(rig, 'a.mp4');
  await makeLong(rig, id);
  const { calls } = rig.studio.implementation;
  const wall = await calls.wall({ id }, context());
  assert.deepEqual(
    wall.rows.map(({ name, states }) => [name, states.length]),
    [
      ['inspect', 1],
      ['360p', chunks],
      ['480p', chunks],
      ['720p', chunks],
    ],
  );
  assert.ok(JSON.stringify(wall).length < 4 * chunks);
  const piece = await calls.piece({ id, row: '720p', chunk: 17 }, context());
  assert.deepEqual([piece.part, piece.sequence, piece.makes, piece.state], ['ladder', 17, ['360p', '720p'], 'w']);

  const quick = await followEvents(rig, { title: id });
  const slow = await followEvents(rig, { title: id, read: false });
  await until('it has a place', async () => quick.lastId() !== undefined);
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) {
    await changeJobs(rig, id, { from: round * 700, count: 700 });
    await until('the quick one hears', async () => letters(quick.seen).has(`480p/${round * 700 + 699}`));
  }
  assert.ok(!quick.seen.slice(1).some(({ name, data }) => name === 'stale' || data.stale));
  assert.equal(letters(quick.seen).size, rounds * 700);
  slow.resume();
  await until('the slow one starts over', async () =>
    slow.seen.slice(1).some(({ name, data }) => name === 'stale' || (name === 'wall' && data.stale === true)),
  );
  await changeJobs(rig, id, { from: 0, count: 5_000 });
  await until('too many at once', async () => quick.seen.some(({ name, data }) => name === 'wall' && data.stale));
  await Promise.all([quick.close(), slow.close()]);
});

test('a studio that stops ends its streams', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const events = await followEvents(rig);
  await until('a newcomer is told to ask', async () => events.seen.length > 0);
  await rig.stop();
  await events.close();
});

const smallLadder = { firstLook: '360p', chunks: 1, rungs: [{ name: '360p', width: 640, height: 360 }] };

async function addText(rig: Rig, name: string): Promise<string> {
  const path = join(rig.folder, name);
  await writeFile(path, `film ${name}`);
  return (await rig.studio.implementation.calls.addFile({ path }, context())).title.id;
}

/** A film of ten thousand chunks, as its rows. */
async function makeLong(rig: Rig, title: string): Promise<void> {
  const ladder = {
    firstLook: '480p',
    chunks,
    rungs: [
      { name: '360p', width: 640, height: 360 },
      { name: '480p', width: 854, height: 480 },
      { name: '720p', width: 1280, height: 720 },
    ],
  };
  const task = (rungs: readonly string[]) => ({
    kind: 'video' as const,
    ...{ stream: 0, first: 0, count: 500, firstTime: 0, keyframes: [0], frameRate: { num: 25, den: 1 } },
    ...{ preset: 'veryfast', threads: 1, treatment: asItIs({ width: 640, height: 360 }) },
    rungs: rungs.map((name) => ({
      ...{ name, width: 640, height: 360, profile: 'main' as const, level: '3.0', crf: 23 },
      ...{ maxRate: 1, bufferSize: 1 },
    })),
  });
  const common = { title, source: '0'.repeat(64), titleAt: 0 };
  for (const [part, rungs] of [
    ['first-look', ['480p']],
    ['ladder', ['360p', '720p']],
  ] as const) {
    for (let from = 0; from < chunks; from += 500) {
      const rows = Array.from({ length: 500 }, (_, index) =>
        newJob(`${part}-${from + index}`, { ...common, part, sequence: from + index, task: task(rungs) }),
      );
      await rig.sql.db.insertInto('jobs').values(rows).execute();
    }
  }
  await rig.sql.transaction(async (tx) => {
    await tx
      .updateTable('titles')
      .set({ state: 'encoding', ladder: JSON.stringify(ladder) })
      .execute();
    await touchTitle(tx, title, { wall: true });
  });
}

async function changeJobs(rig: Rig, title: string, { from, count }: { from: number; count: number }): Promise<void> {
  await rig.sql.transaction(async (tx) => {
    const changed = await touchTitle(tx, title);
    await tx
      .updateTable('jobs')
      .set({ state: 'done', changed })
      .where('part', '=', 'first-look')
      .where('sequence', '>=', from)
      .where('sequence', '<', from + count)
      .execute();
  });
}

function letters(
  seen: readonly { name: string; data: { changes?: [string, number, string][] } }[],
): Map<string, string> {
  const walls = seen.filter(({ name }) => name === 'wall').flatMap(({ data }) => data.changes ?? []);
  return new Map(walls.map(([row, chunk, letter]) => [`${row}/${chunk}`, letter]));
}
