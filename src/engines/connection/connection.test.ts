import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { address, secret, tls, tlsContext } from './index.ts';

test('a server is named by its host, with a port where it is not the usual one', () => {
  const mysql = address(3306);
  assert.deepEqual(mysql.parse('db.example'), { host: 'db.example', port: 3306 });
  assert.deepEqual(mysql.parse('10.0.0.7:23306'), { host: '10.0.0.7', port: 23_306 });
  assert.deepEqual(mysql.parse('[::1]:5'), { host: '::1', port: 5 });
  for (const bad of ['', 'mysql://db', 'db:port', 'a b', 'user@db']) assert.equal(mysql.safeParse(bad).success, false);
});

test('a secret is shown by nothing that prints it, and follows its file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-secret-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'password');
  await writeFile(file, 'hush\n');
  const password = secret.parse({ file });
  assert.equal(password.reveal(), 'hush');
  for (const shown of [String(password), JSON.stringify({ password }), inspect({ password })])
    assert.ok(!shown.includes('hush') && shown.includes(file), shown);
  await writeFile(file, 'anew');
  assert.equal(password.reveal(), 'anew');
});

test('a secret that is written down, missing or empty is refused with what to do', () => {
  const why = (place: unknown) => secret.safeParse(place).error?.issues[0]?.message ?? '';
  assert.match(why('hush'), /should say where the secret stands/);
  assert.match(why({ file: '/nowhere/password' }), /cannot be read \(ENOENT\)/);
  assert.match(why({ env: 'BIJOU_NO_SUCH_VARIABLE' }), /there is nothing in/);
});

test('a connection is plain unless it is asked to be encrypted', () => {
  assert.equal(tlsContext(tls.parse(undefined)), undefined);
  assert.deepEqual(tlsContext(tls.parse({ serverName: 'db' })), { servername: 'db' });
});
