// engines: mariadb dns
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import type { Finding } from '../../connection/index.ts';
import { cluster } from '../testing/cluster.ts';
import { aside, newPlace, optionsOf } from '../testing/mysql.ts';
import { examineMysql } from './examine.ts';
import type { MysqlOptions } from './options.ts';

async function told(options: MysqlOptions, clock: Clock = systemClock): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of examineMysql(options, { clock })) findings.push(finding);
  return findings;
}

/** What is wrong, as `code: sentence`. */
async function wrongs(options: MysqlOptions, clock?: Clock): Promise<string> {
  const all = await told(options, clock);
  for (const { wrong, sentence } of all) if (wrong !== undefined) console.log(`${wrong}: ${sentence}`);
  return all.flatMap(({ wrong, sentence }) => (wrong === undefined ? [] : [`${wrong}: ${sentence}`])).join('\n');
}

/** One that may do nothing. */
async function account(t: TestContext): Promise<{ readonly user: string }> {
  const user = await newPlace();
  await aside(`create user ${user}@'%' identified by '${process.env[passwordName] ?? ''}'`);
  t.after(() => aside(`drop user ${user}@'%'`));
  return { user };
}

/** The test's own accounts have this password. */
const passwordName = 'BIJOU_TEST_PASSWORD';
process.env[passwordName] = 'quite secret';
const password = { env: passwordName };

test('a master as it should be is found fine, and nothing is left in it', async () => {
  await cluster.point('a');
  const options = optionsOf('bijou', { replicas: [] });
  const all = await told(options);
  assert.deepEqual(
    all.filter(({ wrong }) => wrong !== undefined),
    [],
  );
  assert.ok(all.length >= 5);
  assert.deepEqual(
    await aside(`select schema_name from information_schema.schemata where schema_name like 'bijou%try%'`),
    [],
  );
});

test('a server that is down, has no address, or does not know us, is told apart, with what to do', async (t) => {
  assert.match(await wrongs(optionsOf('bijou', { writer: '127.0.0.1:9' })), /^down: .*ECONNREFUSED.*Start the server/s);
  assert.match(
    await wrongs(optionsOf('bijou', { writer: 'nowhere.stream.test' })),
    /^down: .*has no address.*Check the name/s,
  );
  assert.match(await wrongs(optionsOf('bijou', { user: 'nobody' })), /^credentials: .*Check "user"/s);
  assert.match(await wrongs(optionsOf('bijou', { password })), /^credentials: .*"password"/s);
  assert.match(await wrongs(optionsOf('bijou', { tls: true })), /^encryption: .*Check "tls"/s);
  const { writer } = optionsOf('bijou');
  await cluster.pause('b');
  t.after(() => cluster.resume('b'));
  const standing = optionsOf('bijou', { writer: `127.0.0.2:${writer.port}`, connectTimeoutMs: 500 });
  assert.match(await wrongs(standing), /^slow: .*in time.*"connectTimeoutMs"/s);
  await cluster.resume('b');
});

test('an account that may not do what is needed is told what it may not', async (t) => {
  const { user } = await account(t);
  assert.match(
    await wrongs(optionsOf('bijou', { user, password, replicas: [] })),
    /^permissions: .*make a database.*GRANT ALL/s,
  );
});

test('a clock that is off, and a replica that is none, are told', async () => {
  const off = { ...systemClock, now: () => systemClock.now() - 60_000 };
  assert.match(await wrongs(optionsOf('bijou', { replicas: [] }), off), /^clock: .*(59|60)\d{3} ms/);
  const { writer } = optionsOf('bijou');
  const found = await wrongs(optionsOf('bijou', { replicas: [`127.0.0.2:${writer.port}`] }));
  assert.match(found, /takes changes.*copies nobody/s);
});
