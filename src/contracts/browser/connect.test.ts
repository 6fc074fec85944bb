import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BijouError, type Clock, seededRandom } from '../../kit/index.ts';
import { catalogContract } from '../catalog/index.ts';
import { studioContract } from '../studio/index.ts';
import { connectBrowser } from './connect.ts';

const id = '0190a000-0000-7000-8000-000000000001';

/** A clock whose sleeps take no time, except those of time limits, which never end. */
function quickClock(): Clock {
  let time = 0;
  return {
    now: () => time,
    monotonic: () => time,
    sleep: async (ms, signal) => {
      if (signal !== undefined) await new Promise((_, reject) => signal.addEventListener('abort', reject));
      time += ms;
    },
  };
}

function answering(answers: (() => Response | Promise<Response>)[]) {
  const requests: Request[] = [];
  const send = async (input: string | URL | Request, init?: RequestInit) => {
    requests.push(new Request(new URL(String(input), 'http://door.test'), init));
    const answer = answers.shift();
    if (answer === undefined) throw new Error('no more answers');
    return answer();
  };
  return { requests, options: { base: '', fetch: send, clock: quickClock(), random: seededRandom(1) } };
}

const refused = (code: string, status: number, retry: string) => () =>
  Response.json({ error: { code, sentence: 'A sentence.', retry, status, details: {} } }, { status });

test('an input goes into the path and the query, the answer is parsed by the contract', async () => {
  const { requests, options } = answering([() => Response.json({ titles: [] })]);
  const answer = await connectBrowser(catalogContract, options).calls.titles({ limit: 5 });
  assert.deepEqual(answer, { titles: [] });
  assert.equal(requests[0]?.url, 'http://door.test/api/catalog/titles?limit=5');
});

test('an answer that the contract does not allow is an error with a code', async () => {
  const { options } = answering(Array.from({ length: 20 }, () => () => Response.json({ films: [] })));
  await assert.rejects(connectBrowser(catalogContract, options).calls.titles({}), { code: 'peer.answer' });
});

test('an error that the answer carries keeps its code, status and sentence', async () => {
  const { options, requests } = answering([refused('catalog.no-such-title', 404, 'never')]);
  await assert.rejects(connectBrowser(catalogContract, options).calls.title({ id }), (error) => {
    assert.ok(error instanceof BijouError);
    assert.deepEqual([error.code, error.status, error.message], ['catalog.no-such-title', 404, 'A sentence.']);
    return true;
  });
  assert.equal(requests.length, 1);
});

test('a call that may be repeated is sent again, with the same idempotency token', async () => {
  const { requests, options } = answering([
    refused('peer.unavailable', 503, 'transient'),
    () => Response.json({ removed: true }),
  ]);
  const client = connectBrowser(studioContract, { ...options, token: () => 'open sesame' });
  assert.deepEqual(await client.calls.remove({ id }), { removed: true });
  const tokens = requests.map((request) => request.headers.get('idempotency-key'));
  assert.ok(tokens[0]);
  assert.equal(tokens[0], tokens[1]);
  assert.equal(requests[0]?.headers.get('authorization'), 'Bearer open sesame');
});

test('what cannot succeed before something has changed is told at once, and not sent again', async () => {
  const { requests, options } = answering(Array.from({ length: 9 }, () => refused('studio.under-way', 409, 'later')));
  await assert.rejects(connectBrowser(studioContract, options).calls.reencode({ id, settings: {} }), {
    code: 'studio.under-way',
  });
  assert.equal(requests.length, 1);
});

test('an error of a newer version, with a word for retrying that is not known here, is shown and not sent again', async () => {
  const { requests, options } = answering(
    Array.from({ length: 9 }, () => refused('demo.new', 503, 'tomorrow' as never)),
  );
  await assert.rejects(connectBrowser(catalogContract, options).calls.titles({}), { code: 'demo.new', retry: 'never' });
  assert.equal(requests.length, 1);
});

test('a server that cannot be reached is said to be so, when the time is used up', async () => {
  const { options, requests } = answering([]);
  await assert.rejects(connectBrowser(catalogContract, options).calls.titles({}), { code: 'peer.unavailable' });
  assert.ok(requests.length > 1);
});

test('bytes go to the route with its rest of the path', async () => {
  const { options, requests } = answering([() => new Response('ok')]);
  const response = await connectBrowser(studioContract, options).bytes('upload', {
    method: 'HEAD',
    params: { rest: 'a b/c' },
  });
  assert.equal(await response.text(), 'ok');
  assert.equal(requests[0]?.url, 'http://door.test/api/studio/uploads/a%20b/c');
});
