// Two studios on the same tables, store and queue, as two processes are: they share the work and never do it twice.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { simulatedEncoder } from '../../engines/encoder/simulated/open.ts';
import { around } from '../../engines/sql/statements.ts';
import { jsonLogger } from '../../host/index.ts';
import { forgetTombstones } from './changes/revision.ts';
import { storeFile } from './files.ts';
import { purgeTitles } from './remove/purge-titles.ts';
import type { Studio } from './studio.ts';
import { context, newFolder, type Rig, shiftedClock, startRig, titleIn, until } from './testing/harness.ts';
import { addFilm, encodeAll, inputOf } from './testing/simulated-films.ts';
import { encodeUntil } from './testing/small-encoder.ts';
import { addSource } from './upload/add-source.ts';
import { createUpload, endUpload, uploadRow } from './upload/upload-rows.ts';

interface Step {
  readonly step?: string;
  readonly title?: string;
  readonly whole?: boolean;
}

/** Two studios, and what steps they took between them. */
async function startTwins(t: TestContext): Promise<{ twins: readonly [Rig, Rig]; steps: Step[] }> {
  const clock = shiftedClock();
  const steps: Step[] = [];
  const logger = jsonLogger({ clock, level: 'info', write: (line) => void steps.push(JSON.parse(line) as Step) });
  const folder = await newFolder(t);
  const one = await startRig(t, folder, { clock, logger });
  return { twins: [one, await startRig(t, folder, { clock, logger })], steps };
}

/** A server that hears webhooks; their ids. */
async function listener(t: TestContext): Promise<{ url: string; ids: string[] }> {
  const ids: string[] = [];
  const server = createServer((request, response) => {
    ids.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `http://127.0.0.1:${address.port}/`, ids };
}

test('films that go in through both are planned, put together, published and told of once', async (t) => {
  const { twins, steps } = await startTwins(t);
  const [one, other] = twins;
  const hook = await listener(t);
  await one.studio.implementation.calls.addHook({ url: hook.url }, context());
  const titles = await Promise.all([2, 3, 4, 5].map((shots) => addFilm(twins[shots % 2] ?? one, { shots })));
  assert.equal(await addFilm(other, { shots: 2 }), titles[0], 'the same film is the same title at either');
  const end = new AbortController();
  for (const [index, id] of titles.entries()) {
    const input = await inputOf(one, id);
    // Each film's jobs are claimed, handed in and renewed at one of the two.
    const rig = twins[index % 2] ?? one;
    const work = encodeUntil({ id: `e${index}`, engine: simulatedEncoder(), input, rig, signal: end.signal });
    work.catch(() => undefined);
  }
  for (const id of titles) await titleIn(other, id, 'ready');
  end.abort();
  const count = (wanted: Step) =>
    titles.map(
      (title) =>
        steps.filter(
          (step) => step.step === wanted.step && step.title === title && (wanted.whole ?? step.whole) === step.whole,
        ).length,
    );
  const once = titles.map(() => 1);
  assert.deepEqual(count({ step: 'plan' }), once, 'plans');
  assert.deepEqual(count({ step: 'assemble', whole: false }), once, 'first looks');
  assert.deepEqual(count({ step: 'assemble', whole: true }), once, 'ladders');
  const versions = await one.sql.db.selectFrom('titles').select('version_count').execute();
  assert.deepEqual(
    versions.map(({ version_count }) => version_count),
    titles.map(() => 2),
  );
  const told = (await one.events()).filter(({ type }) => type === 'title.encoded');
  assert.equal(told.length, 2 * titles.length);
  await until('the webhook has heard of all', async () => hook.ids.length >= 3 * titles.length);
  await until(
    'nothing waits',
    async () => (await one.sql.db.selectFrom('hook_messages').select('id').execute()).length === 0,
  );
  assert.equal(hook.ids.length, 3 * titles.length);
  assert.equal(new Set(hook.ids).size, hook.ids.length);
});

test('a title that a studio was at when it was killed is taken further by the other', async (t) => {
  const { twins } = await startTwins(t);
  const [one, other] = twins;
  const id = await addFilm(one, { shots: 2 });
  const row = { name: `title:${id}`, owner: 'dead', expires_at: 0, wanted: 0 };
  await one.sql.db.insertInto('locks').values(row).execute();
  const ready = encodeAll(other, id);
  await until('both have seen that somebody is at it', async () => {
    const lock = await one.sql.db.selectFrom('locks').selectAll().where('name', '=', row.name).executeTakeFirst();
    return lock?.wanted === 1;
  });
  assert.equal((await other.studio.implementation.calls.title({ id }, context())).state, 'planning');
  one.clock.forward(11_000);
  await ready;
});

/** A studio whose next transaction is overtaken by what another process does. */
function overtaken(studio: Studio, by: () => Promise<unknown>): Studio {
  const { sql } = studio;
  return {
    ...studio,
    sql: {
      ...sql,
      async transaction(body) {
        await by();
        return sql.transaction(body);
      },
    },
  };
}

test('a removal that is taken back at one studio while the other begins to purge is taken back', async (t) => {
  const rig = await startRig(t, await newFolder(t), { config: { sweepMs: 600_000 } });
  const { calls } = rig.studio.implementation;
  const id = await addFilm(rig, { shots: 2 });
  await calls.remove({ id, now: false }, context());
  const ahead: Studio = { ...rig.inner, clock: { ...rig.clock, now: () => rig.clock.now() + 3_600_000 } };
  await purgeTitles(overtaken(ahead, () => calls.restore({ id }, context())));
  assert.equal((await calls.title({ id }, context())).state, 'inspecting');
});

test('an upload that goes on at one studio while the other ends it for its age goes on', async (t) => {
  const { inner, sql } = await startRig(t, await newFolder(t));
  const row = await createUpload(inner, { id: 'a'.repeat(32), size: 10, metadata: {} });
  await sql.db
    .updateTable('uploads')
    .set({ touched_at: row.touched_at + 1 })
    .execute();
  await endUpload(inner, row);
  assert.equal((await uploadRow(sql.db, row.id)).multipart, row.multipart);
  assert.deepEqual(await inner.objects.multipart.parts(row.key, row.multipart), []);
});

test('removals that both studios forget at the same time are forgotten up to the same revision', async (t) => {
  const { inner, sql, clock } = await startRig(t, await newFolder(t), { config: { sweepMs: 600_000 } });
  await sql.db.insertInto('tombstones').values({ title: 'a', changed: 7, at: 1 }).execute();
  const both = overtaken(inner, () => forgetTombstones(sql, clock.now()));
  await forgetTombstones(both.sql, clock.now());
  const row = await sql.db.selectFrom('revisions').select('value').where('name', '=', 'forgotten').executeTakeFirst();
  assert.equal(Number(row?.value), 7);
});

/** A studio whose transactions began before the other's film was there: they do not see it unless they lock it. */
function late(studio: Studio): Studio {
  const { sql } = studio;
  return {
    ...studio,
    sql: {
      ...sql,
      transaction: (body) =>
        sql.transaction((tx) =>
          body(
            around(tx, async (query, run) => {
              const result = await run();
              const isPlain = query.sql.startsWith('select "id" from "titles" where "live_source"');
              return isPlain ? { ...result, rows: [] } : result;
            }),
          ),
        ),
      lock: (_, table, keys) => sql.lock(sql.db, table, keys),
    },
  };
}

test('the same film that comes in through both studios at the same moment is one title', async (t) => {
  const { inner } = await startRig(t, await newFolder(t), { config: { sweepMs: 600_000 } });
  const said = { name: 'Film', genres: [], people: [] };
  const file = () => storeFile(inner, { kind: 'source', title: null }, new TextEncoder().encode('the same bytes'));
  const first = await addSource(inner, { file: await file(), said });
  const again = await addSource(late(inner), { file: await file(), said });
  assert.deepEqual([first.already, again], [false, { title: first.title, already: true }]);
});
