// engines: cassandra
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import type { Finding } from '../../connection/index.ts';
import { adapter, optionsFor } from '../testing/cassandra.ts';
import { examineCassandra } from './examine.ts';
import type { CassandraOptions } from './options.ts';

test('a cluster that is as it should be is found to be so, and left as it was', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  const findings = await examined(optionsFor('cassandra', place));
  const wrong = findings.filter((each) => each.wrong !== undefined && each.wrong !== 'settings');
  assert.deepEqual(wrong, []);
  for (const tried of ['connect', 'version', 'clock', 'schema', 'permissions'])
    assert.ok(
      findings.some((each) => each.tried === tried),
      tried,
    );
  // Its keyspace was made and taken away: the second time finds the same.
  assert.deepEqual(await examined(optionsFor('cassandra', place)), findings);
});

test('what keeps us out is told apart: nobody there, no such name, silence, no encryption, no such data centre', async (t) => {
  const good = optionsFor('cassandra', 'bijou_none');
  const silent = createServer((socket) => t.after(() => socket.destroy()));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { port } = silent.address() as { readonly port: number };
  const closed = { host: '127.0.0.1', port: 1 };
  const cases: readonly (readonly [Partial<CassandraOptions>, string, RegExp])[] = [
    [{ contactPoints: [closed] }, 'down', /Nothing listens/],
    [{ contactPoints: [{ host: 'nobody.invalid', port: 9042 }] }, 'down', /No address is known/],
    [{ contactPoints: [{ host: '127.0.0.1', port }], connectTimeoutMs: 500 }, 'down', /gave no answer within 500 ms/],
    [{ tls: true }, 'encryption', /speaks no TLS/],
    [{ localDataCenter: 'mars' }, 'settings', /no node is in the data centre mars/],
  ];
  for (const [options, code, sentence] of cases) {
    const [finding, ...rest] = await examined({ ...good, ...options } as CassandraOptions);
    assert.equal(finding?.wrong, code, finding?.sentence ?? '');
    assert.match(finding?.sentence ?? '', sentence);
    assert.deepEqual(rest, []);
  }
});

test('a clock that is off is told by how much', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  const clock: Clock = { ...systemClock, now: () => systemClock.now() + 60_000 };
  const found = (await examined(optionsFor('cassandra', place), clock)).find((each) => each.wrong === 'clock');
  assert.match(found?.sentence ?? '', /(59|60)\.\d s behind ours/);
});

async function examined(options: CassandraOptions, clock: Clock = systemClock): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examineCassandra(options, { clock })) findings.push(finding);
  return findings;
}
