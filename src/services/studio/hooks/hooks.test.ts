import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { context, newFolder, startRig, until } from '../testing/harness.ts';
import { addFilm, encodeAll } from '../testing/simulated-films.ts';

interface Heard {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly type: string;
  readonly data: { readonly id?: string; readonly state?: string };
}

/** A server that hears webhooks; `answers` are its next statuses, 204 when there are no more. */
async function listener(t: TestContext, answers: number[] = []) {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    heard.push({ headers: request.headers, body, ...JSON.parse(body) });
    response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return { url: `http://127.0.0.1:${address.port}/bijou`, heard };
}

function isSignedBy(secret: string, { headers, body }: Heard): boolean {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

test('a webhook hears of a film’s states, signed, and only of those that it wants', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const [all, some] = [await listener(t), await listener(t)];
  const { secret } = await calls.addHook({ url: all.url }, context());
  await calls.addHook({ url: some.url, events: ['title.ready'] }, context());
  const id = await addFilm(rig, { shots: 2 });
  await encodeAll(rig, id);
  await calls.remove({ id, now: false }, context());
  await calls.restore({ id }, context());
  await until('all is told', async () => all.heard.length === 5 && some.heard.length === 1);
  assert.deepEqual(all.heard.map(({ type }) => type).sort(), [
    'title.added',
    'title.ready',
    'title.removed',
    'title.restored',
    'title.watchable',
  ]);
  assert.ok(all.heard.every((one) => one.data.id === id && isSignedBy(secret, one)));
  assert.equal(some.heard[0]?.data.state, 'ready');
  assert.equal(isSignedBy(secret, some.heard[0] as Heard), false, 'each has a secret of its own');
  assert.ok(!JSON.stringify(await calls.hooks({}, context())).includes(secret));
});

test('what does not come through is sent again, the same message, though the process was ended', async (t) => {
  const folder = await newFolder(t);
  const { url, heard } = await listener(t, [500, 302]);
  const rig = await startRig(t, folder);
  await rig.studio.implementation.calls.addHook({ url, events: ['title.added'] }, context());
  await addFilm(rig, { shots: 1 });
  await until('it was told once', async () => heard.length === 1);
  const shown = () => rig.studio.implementation.calls.hooks({}, context());
  await until('it is noted', async () => (await shown()).hooks[0]?.last?.ok === false);
  assert.equal((await shown()).hooks[0]?.waiting, 1);
  await rig.stop();
  const again = await startRig(t, folder, { clock: rig.clock });
  const { calls } = again.studio.implementation;
  const lastOf = async () => (await calls.hooks({}, context())).hooks[0]?.last;
  rig.clock.forward(10_000);
  await until('it was told again', async () => heard.length === 2);
  await until('a redirection is not followed', async () => /another address/.test((await lastOf())?.sentence ?? ''));
  rig.clock.forward(10 * 60_000);
  await until('it has come through', async () => (await lastOf())?.ok === true);
  assert.equal(new Set(heard.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.equal((await calls.hooks({}, context())).hooks[0]?.waiting, 0);
});

test('an address that stays silent for days is stopped with a word, and goes on after a try that works', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  const { url, heard } = await listener(
    t,
    Array.from({ length: 10 }, () => 503),
  );
  const { id } = await calls.addHook({ url }, context());
  await addFilm(rig, { shots: 1 });
  const stopped = await until('it is stopped', async () => {
    rig.clock.forward(86_400_000);
    const [hook] = (await calls.hooks({}, context())).hooks;
    return hook?.stopped !== undefined && hook;
  });
  assert.equal(heard.length, 10);
  assert.deepEqual([stopped.waiting, stopped.last?.sentence], [0, 'It answered 503.']);
  assert.equal((await calls.work({}, context())).troubles?.[0]?.code, 'studio.hook-stopped');
  const tried = await calls.tryHook({ id }, context());
  assert.deepEqual([tried.stopped, tried.last?.ok, heard.at(-1)?.type], [undefined, true, 'ping']);
  await calls.removeHook({ id }, context());
  await assert.rejects(calls.tryHook({ id }, context()), (error) => hasCode(error, 'studio.no-such-hook'));
});

test('what is no address is refused with what to do', async (t) => {
  const rig = await startRig(t, await newFolder(t));
  const { calls } = rig.studio.implementation;
  for (const url of ['example.org/x', 'ftp://example.org/', 'javascript:alert(1)', 'https://me:pass@example.org/']) {
    await assert.rejects(calls.addHook({ url }, context()), (error) => hasCode(error, 'studio.bad-hook-address'), url);
  }
});
