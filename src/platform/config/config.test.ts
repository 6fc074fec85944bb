import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readSettings } from '../settings.ts';
import { placesIn } from './json-places.ts';

const words = { port: undefined, host: undefined, data: undefined, target: undefined, peers: [] };

async function fileWith(t: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-config-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'bijou.config.json');
  await writeFile(file, text);
  return file;
}

async function refusalOf(t: TestContext, text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const config = await fileWith(t, text);
  try {
    readSettings(env, { ...words, config });
    return '';
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'config.invalid');
    return (error as Error).message;
  }
}

test('a file says what the environment would, and the environment and the command line win', async (t) => {
  const config = await fileWith(
    t,
    JSON.stringify({
      $schema: './schema.json',
      port: 9000,
      origins: ['https://films.example'],
      urlTtl: 60,
      open: false,
    }),
  );
  const settings = readSettings({ BIJOU_CONFIG: config }, words);
  assert.equal(settings.port, 9000);
  assert.equal(settings.mediaPort, 9001);
  assert.deepEqual(settings.origins, ['https://films.example']);
  assert.equal(settings.opensBrowser, false);
  assert.equal(settings.configFile, config);
  assert.equal(readSettings({ PORT: '9100' }, { ...words, config }).port, 9100);
  assert.equal(readSettings({ PORT: '9100' }, { ...words, config, port: '9200' }).port, 9200);
});

test('whoever says nothing has everything in the data folder', () => {
  const { engines } = readSettings({}, words);
  assert.deepEqual(engines.sql, { adapter: 'sqlite', options: {} });
  assert.deepEqual(engines.objects, { adapter: 'folder', options: {} });
});

test('each mistake in a file is told in one error, by its name and line', async (t) => {
  const told = await refusalOf(
    t,
    `{
  "port": "eighty",
  "origins": "https://films.example",
  "medaiPort": 1,
  "BIJOU_URL_TTL": 5,
  "engines": {
    "sql": { "adapter": "oracle" },
    "cash": {}
  }
}`,
  );
  for (const part of [
    'origins in bijou.config.json (line 3) is "https://films.example": it should be a list of texts.',
    'medaiPort in bijou.config.json (line 4) is no setting.',
    'BIJOU_URL_TTL in bijou.config.json (line 5) is no setting. Did you mean urlTtl?',
    'engines.cash in bijou.config.json (line 8) is no port',
  ])
    assert.ok(told.includes(part), `${part}\nis not in\n${told}`);
  const later = await refusalOf(t, '{\n "port": "eighty",\n "engines": {\n  "sql": { "adapter": "oracle" } } }');
  assert.match(later, /port in bijou.config.json \(line 2\) is "eighty": it should be a whole number/);
  assert.match(later, /engines.sql.adapter in bijou.config.json \(line 4\): it should be one of sqlite, mysql/);
});

test('a file that is missing, broken or no object says so', async (t) => {
  assert.match(await refusalOf(t, '{ "port": 1, }'), /is not JSON: .*(line|position)/);
  assert.match(await refusalOf(t, '[]'), /should be an object/);
  assert.throws(() => readSettings({ BIJOU_CONFIG: '/nowhere/bijou.config.json' }, words), /there is no such file/);
});

test('options that an adapter does not have are told by their place, in the file and in the environment', async (t) => {
  const told = await refusalOf(t, '{\n "engines": {\n  "queue": {\n   "adapter": "sqlite",\n   "fast": true } } }');
  assert.match(told, /engines.queue.fast in bijou.config.json \(line 5\): there is no such option/);
  assert.throws(() => readSettings({ BIJOU_SQL_ADAPTER: 'oracle' }, words), /BIJOU_SQL_ADAPTER: it should be one of/);
});

test('lines are found whatever stands around them', () => {
  const text = '{\n"a": {"b": [1,\n {"c": "x\\"}{"}],\n"d,e": null},\n"f": []}';
  const lines = Object.fromEntries(placesIn(text));
  assert.deepEqual(lines, { a: 1 + 1, 'a.b': 2, 'a.b.0': 2, 'a.b.1': 3, 'a.b.1.c': 3, 'a.d,e': 4, f: 5 });
});

test('an engine is set in the file or in the environment, which wins option by option', async (t) => {
  const config = await fileWith(
    t,
    `{ "engines": { "sql": {
      "adapter": "mysql", "writer": "db.example", "user": "bijou", "password": { "env": "BIJOU_TEST_PASSWORD" } } } }`,
  );
  process.env.BIJOU_TEST_PASSWORD = 'hush';
  t.after(() => delete process.env.BIJOU_TEST_PASSWORD);
  const env = {
    BIJOU_SQL_POOL_SIZE: '7',
    BIJOU_SQL_REPLICAS: 'one.example, two.example:3307',
    BIJOU_LOG_ADAPTER: 'kafka',
    BIJOU_LOG_BROKERS: 'kafka.example',
  };
  const { engines } = readSettings(env, { ...words, config });
  assert.equal(engines.sql.adapter, 'mysql');
  const { writer, replicas, poolSize, password } = engines.sql.options as Record<string, unknown>;
  assert.deepEqual(writer, { host: 'db.example', port: 3306 });
  assert.deepEqual(replicas, [
    { host: 'one.example', port: 3306 },
    { host: 'two.example', port: 3307 },
  ]);
  assert.equal(poolSize, 7);
  assert.ok(!JSON.stringify(password).includes('hush'));
  assert.equal(engines.log.adapter, 'kafka');
  // Another adapter than the file's has nothing to do with what the file says.
  assert.equal(readSettings({ BIJOU_SQL_ADAPTER: 'sqlite' }, { ...words, config }).engines.sql.adapter, 'sqlite');
});

test('a secret that is written down, an option that is missing and one of another type are told with what to do', async (t) => {
  const told = await refusalOf(
    t,
    '{ "engines": {\n "sql": { "adapter": "mysql",\n  "password": "hush",\n  "poolSize": "many" } } }',
  );
  assert.match(told, /engines.sql.writer in bijou.config.json \(line 2\): it is needed, and missing/);
  assert.match(told, /engines.sql.password in bijou.config.json \(line 3\): it should say where the secret stands/);
  assert.match(told, /engines.sql.poolSize in bijou.config.json \(line 4\): /);
  assert.doesNotMatch(told, /hush/);
});
