import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../../kit/index.ts';
import { silentLogger } from '../logger.ts';
import { type HttpListener, openHttpListener } from './index.ts';
import { rawExchange, rawRequest } from './raw.test.ts';

type Answer = (request: Request) => Promise<Response>;

function open(answer: Answer, limits = {}): Promise<HttpListener> {
  return openHttpListener({
    host: '127.0.0.1',
    port: 0,
    settings: { host: 'HOST', port: 'PORT' },
    answer,
    limits,
    clock: systemClock,
    logger: silentLogger,
  });
}

describe('a listener', () => {
  let listener: HttpListener;
  const seen: string[] = [];
  before(async () => {
    listener = await open(async (request) => {
      seen.push(`${request.method} ${request.url}`);
      return new Response(`got ${await request.text()}`);
    });
  });
  after(() => listener.close(0));

  const host = () => `Host: 127.0.0.1:${listener.port}`;

  test('takes what is plain', async () => {
    const plain: [string, string[], string?][] = [
      ['GET /a?b=../c HTTP/1.1', [host()]],
      ['GET /a%20b/%C3%BC HTTP/1.1', [host()]],
      [`GET http://127.0.0.1:${listener.port}/a HTTP/1.1`, [host()]],
      ['POST /a HTTP/1.1', [host(), 'Content-Length: 2'], 'hi'],
      ['POST /a HTTP/1.1', [host(), 'Transfer-Encoding: chunked'], '2\r\nhi\r\n0\r\n\r\n'],
      ['GET /a HTTP/1.0', [host()]],
    ];
    for (const [line, headers, body] of plain) {
      const { status, text } = await rawExchange(listener.port, rawRequest(line, headers, body));
      assert.equal(status, 200, `${line} ${headers}: ${text}`);
    }
  });

  test('refuses what two readers may understand differently, without a word', async () => {
    seen.length = 0;
    const crooked: [string, string[], string?][] = [
      ['GET / HTTP/1.1', []],
      ['GET / HTTP/1.1', [host(), host()]],
      ['GET / HTTP/1.1', [host(), 'Host: evil.example']],
      ['GET / HTTP/1.1', ['Host: ']],
      ['GET / HTTP/1.1', ['Host: a b']],
      ['GET / HTTP/1.1', ['Host: user@a']],
      ['GET / HTTP/1.1', ['Host: a/b']],
      ['GET http://evil.example/ HTTP/1.1', [host()]],
      ['GET https://127.0.0.1/ HTTP/1.1', [host()]],
      ['GET /a/../b HTTP/1.1', [host()]],
      ['GET /a/./b HTTP/1.1', [host()]],
      ['GET /.. HTTP/1.1', [host()]],
      ['GET /a/%2e%2E/b HTTP/1.1', [host()]],
      ['GET /a/.%2e/b HTTP/1.1', [host()]],
      ['GET //evil.example/a HTTP/1.1', [host()]],
      ['GET /a\\b HTTP/1.1', [host()]],
      ['GET /a%5c..%5cb HTTP/1.1', [host()]],
      ['GET /a%2f..%2fb HTTP/1.1', [host()]],
      ['GET /a%00 HTTP/1.1', [host()]],
      ['GET /a%zz HTTP/1.1', [host()]],
      ['GET /a#b HTTP/1.1', [host()]],
      ['GET a HTTP/1.1', [host()]],
      ['POST / HTTP/1.1', [host(), 'Content-Length: 2', 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
      ['POST / HTTP/1.1', [host(), 'Content-Length: 2', 'Content-Length: 3'], 'hi'],
      ['POST / HTTP/1.1', [host(), 'Content-Length: +2'], 'hi'],
      ['POST / HTTP/1.1', [host(), 'Transfer-Encoding: identity, chunked'], '0\r\n\r\n'],
      ['POST / HTTP/1.1', [host(), 'Transfer-Encoding: xchunked'], '0\r\n\r\n'],
      ['POST / HTTP/1.1', [host(), 'Transfer-Encoding : chunked'], '0\r\n\r\n'],
      ['POST / HTTP/1.0', [host(), 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
      ['POST / HTTP/1.1', [host(), 'Transfer-Encoding: chunked'], 'x\r\n\r\n'],
      ['GET / HTTP/1.1', [host(), 'A: b\r\n folded']],
      ['GET / HTTP/1.1', [host(), 'A : b']],
      ['GET / HTTP/1.1', [host(), 'A: \0']],
      ['GET / HTTP/2.0', [host()]],
      ['GET /', []],
    ];
    for (const [line, headers, body] of crooked) {
      const { status, text } = await rawExchange(listener.port, rawRequest(line, headers, body));
      assert.ok([400, 505].includes(status), `${line} ${headers}: ${text}`);
      assert.equal(text.slice(text.indexOf('\r\n\r\n') + 4), '', `${line} ${headers}`);
    }
    const bare = await rawExchange(listener.port, 'GET /\n\n');
    assert.ok([0, 400].includes(bare.status), bare.text);
    assert.deepEqual(
      seen.filter((one) => !one.startsWith('POST')),
      [],
    );
  });

  test('refuses headers beyond its limit', async () => {
    const { status } = await rawExchange(
      listener.port,
      rawRequest('GET / HTTP/1.1', [host(), `A: ${'a'.repeat(20_000)}`]),
    );
    assert.equal(status, 431);
  });
});

test('a sender of slow headers is shown out, and the others are served meanwhile', async () => {
  const listener = await open(async () => new Response('hi'), { headersMs: 300 });
  const slow = Array.from({ length: 20 }, () => rawExchange(listener.port, 'GET / HTTP/1.1\r\nHost: a\r\nX:'));
  const quick = await fetch(`http://127.0.0.1:${listener.port}/`);
  assert.equal(await quick.text(), 'hi');
  assert.deepEqual(new Set((await Promise.all(slow)).map(({ status }) => status)), new Set([408]));
  await listener.close(0);
});

test('a body that breaks off is never taken for a whole one', async () => {
  const listener = await open(async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ > 2) controller.error(new Error('the disk is gone'));
        else controller.enqueue(new TextEncoder().encode('part'));
      },
    });
    return new Response(body);
  });
  await assert.rejects(fetch(`http://127.0.0.1:${listener.port}/`).then((answer) => answer.text()));
  await listener.close(0);
});

test('an answer reaches a sender in the middle of a body that nobody wants', async () => {
  const listener = await open(async () => new Response('no', { status: 401 }), { lingerMs: 200 });
  const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n';
  const { status, text } = await rawExchange(listener.port, head + 'x'.repeat(100_000));
  assert.equal(status, 401);
  assert.match(text, /connection: close/i);
  await listener.close(0);
});

test('a handler that rejects becomes a bare 500', async () => {
  const listener = await open(async () => {
    throw new Error('secret');
  });
  const answer = await fetch(`http://127.0.0.1:${listener.port}/`);
  assert.deepEqual([answer.status, await answer.text()], [500, '']);
  await listener.close(0);
});

test('closing waits for the answer under way, takes nothing new, and leaves no idle connection', async () => {
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const listener = await open(async () => {
    begun.resolve();
    await held.promise;
    return new Response('done');
  });
  const idle = connect(listener.port, '127.0.0.1');
  const idleClosed = new Promise((resolve) => idle.once('close', resolve));
  const pending = fetch(`http://127.0.0.1:${listener.port}/`);
  await begun.promise;
  const closed = listener.close(60_000);
  await assert.rejects(fetch(`http://127.0.0.1:${listener.port}/`));
  held.resolve();
  assert.equal(await (await pending).text(), 'done');
  await Promise.all([closed, idleClosed]);
});

test('closing cuts what goes on past its grace', async () => {
  const listener = await open(async () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) })));
  const answer = await fetch(`http://127.0.0.1:${listener.port}/`);
  await listener.close(20);
  await assert.rejects(answer.text());
});
