import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { dataFolderOf, findServer, ownTokenOf, serverNamed } from './server.ts';

const given = { positionals: [], options: {} };

test('an empty variable is one that is not set', async () => {
  const usual = dataFolderOf({});
  for (const empty of ['', ' ']) assert.equal(dataFolderOf({ BIJOU_DATA: empty }), usual);
  assert.equal(dataFolderOf({ BIJOU_DATA: ' /films ' }), resolve('/films'));
  const config = join(mkdtempSync(join(tmpdir(), 'bijou-client-')), 'bijou.config.json');
  writeFileSync(config, '{ "data": "/reels" }');
  assert.equal(dataFolderOf({ BIJOU_CONFIG: config }), resolve('/reels'));
  assert.equal(dataFolderOf({ BIJOU_CONFIG: config, BIJOU_DATA: '/films' }), resolve('/films'));
  rmSync(dirname(config), { recursive: true });
  const env = { BIJOU_URL: '', BIJOU_DATA: join(tmpdir(), 'bijou-nowhere'), BIJOU_TOKEN: '' };
  await assert.rejects(findServer(given, env), { code: 'cli.no-server' });
  const named = await findServer(given, { ...env, BIJOU_URL: 'http://films.example/' });
  assert.deepEqual([named.url, named.token], ['http://films.example', undefined]);
});

test('a server is named by any address of it, with the token that it brings', () => {
  assert.deepEqual(serverNamed('http://10.0.0.2:8080/'), { url: 'http://10.0.0.2:8080', token: undefined });
  assert.deepEqual(serverNamed('https://films.example/library'), { url: 'https://films.example', token: undefined });
  assert.deepEqual(serverNamed('http://[::1]:8080/?token=abc'), { url: 'http://[::1]:8080', token: 'abc' });
  for (const bad of ['films', 'localhost:8080', 'ftp://films.example', '/films', ''])
    assert.throws(() => serverNamed(bad), { code: 'cli.bad-address' }, bad);
});

test('a token’s file that says nothing brings none', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-token-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'owner-token'), '\n');
  assert.equal(await ownTokenOf(folder), undefined);
  assert.equal(await ownTokenOf(join(folder, 'nowhere')), undefined);
});

test('a server that does not answer is told with its address', async () => {
  const server = await findServer({ positionals: [], options: { url: 'http://127.0.0.1:9' } }, {});
  await assert.rejects(server.studio.calls.remove({ id: '0190a000-0000-7000-8000-000000000001' }), (error: Error) => {
    assert.match(error.message, /^Bijou at http:\/\/127\.0\.0\.1:9 does not answer/);
    return true;
  });
});
