import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { hostName, httpAddress, isLoopback, listen } from './index.ts';

test('a host has one form, however it is written', () => {
  const forms: Readonly<Record<string, readonly string[]>> = {
    'films.example': ['films.example', 'FILMS.example.', 'films.example:443', ' films.example:8080'],
    '::1': ['::1', '[::1]', '[::1]:8080', '0:0:0:0:0:0:0:1', '[0::01]:80'],
    '127.0.0.1': ['127.0.0.1', '127.0.0.1:8080', '::ffff:127.0.0.1', '[::ffff:7f00:1]:8080', '127.0.0.1.'],
    '2001:db8::a': ['2001:DB8:0:0::A', '[2001:db8::a]:1'],
    'xn--kche-0ra.example': ['küche.example', 'xn--kche-0ra.example:80'],
  };
  for (const [form, written] of Object.entries(forms))
    for (const host of written) assert.equal(hostName(host), form, host);
});

test('what is loopback is known in each form, and nothing else is', () => {
  for (const host of ['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.2', '::1', '[::1]', '::ffff:127.9.9.9'])
    assert.ok(isLoopback(host), host);
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'films.example', '127.evil.example', '::2', 'localhost.example'])
    assert.ok(!isLoopback(host), host);
});

test('the address of a listener can be opened on this machine, whatever it listens on', async () => {
  for (const host of ['127.0.0.1', '127.0.0.2', 'localhost', '0.0.0.0', '::', '::1', '::ffff:127.0.0.1']) {
    const server = createServer((socket) => socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n'));
    const port = await listen(server, { host, port: 0, settings: { host: 'HOST', port: 'PORT' } }).catch((error) => {
      // Some machines have no IPv6.
      if (host.includes(':') && error.code === 'listen.no-such-host') return undefined;
      throw error;
    });
    if (port !== undefined) assert.equal((await fetch(httpAddress(host, port))).status, 204, host);
    server.close();
  }
});

test('who cannot listen is told which setting to change', async () => {
  const taken = createServer();
  const settings = { host: 'HOST', port: 'PORT' };
  const port = await listen(taken, { host: '127.0.0.1', port: 0, settings });
  await assert.rejects(listen(createServer(), { host: '127.0.0.1', port, settings }), {
    code: 'listen.taken',
    message: new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken.*with PORT\\.$`),
  });
  for (const host of ['203.0.113.7', 'no-such-name.invalid'])
    await assert.rejects(listen(createServer(), { host, port: 0, settings }), {
      code: 'listen.no-such-host',
      message: new RegExp(`${host} is no address of this machine.*HOST`),
    });
  taken.close();
});
