import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Principal, principalKey, theOwner, type Visitor, writePrincipal } from '../contracts/index.ts';
import { hasCode } from '../kit/index.ts';
import { demo, demoContract, demoError, localDemo, ports, remoteDemo } from './demo.test.ts';
import { connect, type Endpoint } from './index.ts';

const stranger = '{"kind":"stranger"}';
const owner = writePrincipal(theOwner);
const peer = '{"kind":"peer"}';

type Running = Awaited<ReturnType<typeof remoteDemo>>;

for (const where of ['in process', 'over a socket']) {
  describe(`a call ${where}`, () => {
    let running: Running;
    let endpoint: Endpoint;
    before(async () => {
      running = await remoteDemo();
      endpoint = where === 'in process' ? localDemo() : running.endpoint;
    });
    after(() => running.close());
    const client = () => connect(demoContract, endpoint, ports);

    test('carries input in path and query, fills defaults, and answers what the handler says', async () => {
      const trace = '0af7651916cd43dd8448eb211c80319c';
      const options = { trace, origin: 'http://tv.local:8080' };
      const answer = await client().calls.greet({ name: 'Zoë & Söhne?#%', times: 2 }, options);
      assert.equal(answer.text, 'Hello Zoë & Söhne?#%!Hello Zoë & Söhne?#%!');
      assert.deepEqual([answer.who, answer.trace, answer.origin], ['peer', trace, 'http://tv.local:8080']);
    });

    test('carries input in a body, and a token of its own making', async () => {
      const value = { deep: [1, null, 'zwölf', { a: true }], __proto__: null };
      const answer = await client().calls.put({ id: 'a b', value });
      assert.deepEqual(answer.value, { deep: [1, null, 'zwölf', { a: true }] });
      assert.match(answer.token, /^peer:[0-9a-f-]{36}$/);
      assert.equal((await client().calls.put({ id: 'a', value: 1 }, { token: 'mine' })).token, 'peer:mine');
    });

    test('brings a token that is another for each who asks: nobody gets what somebody else was answered', async () => {
      const anna: Visitor = { ...theOwner, account: 'anna' };
      const principals: Principal[] = [{ kind: 'peer' }, { kind: 'peer', for: anna }, anna, theOwner];
      const tokens = await Promise.all(
        principals.map(async (who) => {
          const principal = { 'bijou-principal': writePrincipal(who) };
          const headers = { 'content-type': 'application/json', 'idempotency-key': 'mine', ...principal };
          const request = { method: demoContract.calls.put.method, headers, body: '{"value":1}' };
          const path = demoContract.calls.put.path.replace('{id}', 'a');
          return (await (await localDemo()(new Request(`http://demo${path}`, request))).json()).token;
        }),
      );
      assert.deepEqual(tokens, ['peer:mine', 'peer:account:anna:mine', 'account:anna:mine', 'account:owner:mine']);
    });

    test('that is never sent again makes no token', async () => {
      assert.deepEqual(await client().calls.once({}), {});
    });

    test('names what is wrong with its input', async () => {
      await assert.rejects(client().calls.greet({ name: 'Ada', times: 12 }), (error: Error) => {
        return hasCode(error, 'request.invalid') && /times/.test(error.message);
      });
    });

    test('refuses a name that another reader would take for a path', async () => {
      for (const name of ['a/b', '..', '', 'a\\b', 'a\0b']) {
        await assert.rejects(client().calls.greet({ name }), { code: 'request.invalid' }, JSON.stringify(name));
      }
    });

    test('throws the error of the service as it was thrown there', async () => {
      await assert.rejects(client().calls.greet({ name: 'nobody' }), {
        code: 'demo.nobody',
        status: 404,
        retry: 'never',
        details: { at: 7 },
        message: 'demo.nobody happened.',
      });
    });

    test('tells nothing of an unforeseen fault but the trace', async () => {
      const trace = '1bf7651916cd43dd8448eb211c80319c';
      await assert.rejects(client().calls.greet({ name: 'fault' }, { trace }), (error: Error) => {
        return hasCode(error, 'server.fault') && error.message.includes(trace) && !/secret/.test(String(error.stack));
      });
    });

    test('ends at its deadline', async () => {
      await assert.rejects(client().calls.slow({}), { code: 'peer.timeout' });
    });

    test('ends with the reason of its caller', async () => {
      const controller = new AbortController();
      const reason = new Error('changed my mind');
      const pending = client().calls.slow({}, { signal: controller.signal });
      controller.abort(reason);
      await assert.rejects(pending, reason);
    });

    test('refuses a path and a method that the contract does not know', async () => {
      const unknown = await endpoint(new Request('http://x/api/demo/nothing'));
      assert.equal(unknown.status, 404);
      const method = await endpoint(new Request('http://x/api/demo/once', { method: 'PUT' }));
      assert.deepEqual([method.status, method.headers.get('allow')], [405, 'POST']);
      await Promise.all([unknown.text(), method.text()]);
    });

    test('refuses a body that is too large or no JSON', async () => {
      const headers = { 'content-type': 'application/json', 'bijou-principal': JSON.stringify(theOwner) };
      const send = (body: string, more = {}) =>
        endpoint(new Request('http://x/api/demo/things/a', { method: 'POST', headers: { ...headers, ...more }, body }));
      const large = await send(JSON.stringify({ value: 'x'.repeat(1_100_000) }));
      assert.equal(large.status, 413);
      for (const body of ['{', '[]', '"text"', '\u{feff}\0']) assert.equal((await send(body)).status, 400, body);
      assert.equal((await send('{"value":1}', { 'content-type': 'text/plain' })).status, 400);
    });

    test('of bytes flows there and back, with what follows in its path', async () => {
      const request = { method: 'PUT', params: { rest: 'a/b ü' }, body: new TextEncoder().encode('bytes') } as const;
      const answer = await client().bytes('blob', request);
      assert.deepEqual([await answer.text(), answer.headers.get('x-rest')], ['bytes', 'a/b ü']);
      const refused = client().bytes('blob', { method: 'GET', params: { rest: 'nobody' } });
      await assert.rejects(refused, { code: 'demo.nobody' });
    });
  });

  describe(`an audience ${where}`, () => {
    test('is kept', async () => {
      const running = await remoteDemo();
      const endpoint = where === 'in process' ? localDemo() : running.endpoint;
      const status = async (who: string, path: string) => {
        const headers = { 'bijou-principal': who };
        const answer = await endpoint(new Request(`http://x/api/demo/${path}`, { method: 'POST', headers }));
        await answer.text();
        return answer.status;
      };
      assert.deepEqual(
        await Promise.all([stranger, owner, peer, 'root', '{"kind":"root"}'].map((who) => status(who, 'once'))),
        [403, 403, 200, 400, 400],
      );
      assert.deepEqual(await Promise.all([stranger, owner].map((who) => status(who, 'things/a'))), [401, 400]);
      await running.close();
    });
  });

  describe(`an answer ${where}`, () => {
    test('that breaks the contract is the error peer.answer', async () => {
      const planted = demo({ calls: { greet: async () => ({ text: 7 }) as never } });
      const running = await remoteDemo(planted);
      const endpoint = where === 'in process' ? localDemo(planted) : running.endpoint;
      const pending = connect(demoContract, endpoint, ports).calls.greet({ name: 'Ada' });
      await assert.rejects(pending, { code: 'peer.answer', status: 502 });
      await running.close();
    });
  });

  describe(`a failed attempt ${where}`, () => {
    test('is repeated under the same token when a retry may help, and only then', async () => {
      const tokens: (string | undefined)[] = [];
      const failures = [
        demoError('demo.busy', 503, 'transient'),
        new Error('a fault'),
        demoError('demo.no', 409, 'never'),
      ];
      const flaky = async (_: unknown, { token }: { token: string | undefined }): Promise<never> => {
        tokens.push(token);
        throw failures[tokens.length - 1] ?? new Error('too many');
      };
      const planted = demo({ calls: { put: flaky, once: flaky } });
      const running = await remoteDemo(planted);
      const endpoint = where === 'in process' ? localDemo(planted) : running.endpoint;
      const { calls } = connect(demoContract, endpoint, ports);
      await assert.rejects(calls.put({ id: 'a', value: 1 }), { code: 'demo.no' });
      assert.equal(tokens.length, 3);
      assert.equal(new Set(tokens).size, 1);
      tokens.length = 0;
      await assert.rejects(calls.once({}), { code: 'demo.busy' });
      assert.equal(tokens.length, 1);
      await running.close();
    });

    test('is not repeated while nothing has changed', async () => {
      let attempts = 0;
      const full = demo({
        calls: {
          put: async () => {
            attempts++;
            throw demoError('demo.full', 507, 'later');
          },
        },
      });
      const running = await remoteDemo(full);
      const endpoint = where === 'in process' ? localDemo(full) : running.endpoint;
      const { calls } = connect(demoContract, endpoint, ports);
      await assert.rejects(calls.put({ id: 'a', value: 1 }), { code: 'demo.full', status: 507, retry: 'later' });
      assert.equal(attempts, 1);
      await running.close();
    });

    test('that was repeated behind the service is not repeated before it', async () => {
      let attempts = 0;
      const deep = demo({
        calls: {
          greet: async () => {
            attempts++;
            throw demoError('demo.busy', 503, 'transient');
          },
        },
      });
      const inner = connect(demoContract, localDemo(deep), ports);
      const relay = demo({ calls: { greet: ({ name }) => inner.calls.greet({ name }) } });
      const running = await remoteDemo(relay);
      const endpoint = where === 'in process' ? localDemo(relay) : running.endpoint;
      await assert.rejects(connect(demoContract, endpoint, ports).calls.greet({ name: 'x' }), { code: 'demo.busy' });
      assert.ok(attempts <= 5, `${attempts} attempts`);
      await running.close();
    });
  });
}

test('a trace, and on whose behalf it is, go from handler to handler by themselves', async () => {
  const seen: string[][] = [];
  const inner = connect(
    demoContract,
    localDemo(
      demo({
        calls: {
          greet: async (_, { trace, principal }) => {
            seen.push([trace, principalKey(principal)]);
            return { text: '', trace, who: '' };
          },
        },
      }),
    ),
    ports,
  );
  const outer = demo({ calls: { greet: ({ name }) => inner.calls.greet({ name }) } });
  const trace = '2cf7651916cd43dd8448eb211c80319c';
  await connect(demoContract, localDemo(outer), ports).calls.greet({ name: 'x' }, { trace, behalf: theOwner });
  assert.deepEqual(seen, [[trace, 'peer:account:owner']]);
});
