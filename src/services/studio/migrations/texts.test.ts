import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { context, newFolder, startRig } from '../testing/harness.ts';
import { textTables } from './0015-texts.ts';

test('jobs of single texts that an earlier release left behind go on as jobs of all texts, with what they made', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { db } = rig.sql;
  for (const [part, name] of [
    ['text', 't1-en'],
    ['picture-text', 'p1-en'],
  ] as const) {
    const path = join(rig.folder, `${part}.mkv`);
    await writeFile(path, part);
    const { title } = await rig.studio.implementation.calls.addFile({ path }, context());
    const task = JSON.stringify({ kind: 'text', stream: 3, name, start: 1.5, asItIs: part !== 'text' });
    const { id } = await db.selectFrom('jobs').select('id').where('title', '=', title.id).executeTakeFirstOrThrow();
    await db
      .updateTable('jobs')
      .set({ part: part as never, sequence: 2, task, runnable: 0 })
      .where('id', '=', id)
      .execute();
    const output = { title: title.id, job: id, lease: 'l', hash: 'h', bytes: 1, accepted: 1 };
    await db
      .insertInto('outputs')
      .values({ ...output, key: `k-${part}`, name: 'text' })
      .execute();
  }
  for (const step of textTables.steps) await step(db as never);
  const jobs = await db.selectFrom('jobs').select(['part', 'sequence', 'task']).orderBy('sequence').execute();
  assert.deepEqual(
    jobs.map(({ part, sequence, task }) => [part, sequence, JSON.parse(task)]),
    [
      ['text', 2, { kind: 'texts', start: 1.5, tracks: [{ stream: 3, name: 't1-en', asItIs: false }] }],
      ['text', 1002, { kind: 'texts', start: 1.5, tracks: [{ stream: 3, name: 'p1-en', asItIs: true }] }],
    ],
  );
  const outputs = await db.selectFrom('outputs').select('name').orderBy('key').execute();
  assert.deepEqual(
    outputs.map(({ name }) => name),
    ['p1-en', 't1-en'],
  );
});
