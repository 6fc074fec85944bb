// engines: dynamodb
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import type { Finding } from '../../connection/index.ts';
import { adapter, optionsFor } from '../testing/dynamodb.ts';
import { examineDynamodb } from './examine.ts';
import type { DynamodbOptions } from './options.ts';

test('a table that is as it should be is found to be so, and left as it was', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  const sessions = await adapter.open(place);
  const findings = await examined(optionsFor(place));
  assert.deepEqual(
    findings.filter((each) => each.wrong !== undefined),
    [],
  );
  for (const tried of ['connect', 'clock', 'permissions', 'table', 'time to live'])
    assert.ok(
      findings.some((each) => each.tried === tried),
      tried,
    );
  await sessions.close();
});

test('a table that is missing may be made, and is not there afterwards', async () => {
  const findings = await examined(optionsFor('bijou-never-made'));
  assert.ok(findings.some(({ sentence }) => /is not there yet/.test(sentence)));
  assert.deepEqual(await examined(optionsFor('bijou-never-made')), findings);
});

test('what keeps us out is told apart: nobody there, no such name, silence, no encryption', async (t) => {
  const good = optionsFor('bijou-none');
  const silent = createServer((socket) => t.after(() => socket.destroy()));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { port } = silent.address() as { readonly port: number };
  const cases: readonly (readonly [Partial<DynamodbOptions>, string, RegExp])[] = [
    [{ endpoint: 'http://127.0.0.1:1' }, 'down', /Nothing listens/],
    [{ endpoint: 'http://nobody.invalid:8000' }, 'down', /No address is known/],
    [{ endpoint: `http://127.0.0.1:${port}`, requestTimeoutMs: 500 }, 'down', /gave no answer/],
    [{ endpoint: good.endpoint?.replace('http:', 'https:') }, 'encryption', /speaks no TLS/],
  ];
  for (const [options, code, sentence] of cases) {
    const [finding, ...rest] = await examined({ ...good, ...options } as DynamodbOptions);
    assert.equal(finding?.wrong, code, finding?.sentence ?? '');
    assert.match(finding?.sentence ?? '', sentence);
    assert.deepEqual(rest, []);
  }
});

test('a clock that is off is told by how much', async (t) => {
  const { place, remove } = await adapter.newPlace();
  t.after(remove);
  await (await adapter.open(place)).close();
  const clock: Clock = { ...systemClock, now: () => systemClock.now() - 60_000 };
  const found = (await examined(optionsFor(place), clock)).find((each) => each.wrong === 'clock');
  assert.match(found?.sentence ?? '', /(59|60)\.\d s behind the service’s/);
});

async function examined(options: DynamodbOptions, clock: Clock = systemClock): Promise<Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examineDynamodb(options, { clock })) findings.push(finding);
  return findings;
}
