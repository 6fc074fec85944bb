// What holds of the adapter without a server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Kysely } from 'kysely';
import { systemClock } from '../../../kit/index.ts';
import { dialectOver } from './dialect.ts';
import { isEnough } from './enough.ts';
import { mysqlOptions } from './options.ts';
import { databaseOf } from './set-up.ts';
import { translated } from './translated.ts';
import { whereabouts } from './whereabouts.ts';

const told = (error: object, moment: 'undone' | 'keeping' = 'undone') =>
  translated(Object.assign(new Error('told'), error), { database: 'd', moment }).code;

test('what the server tells is told in the port’s words, by its number', () => {
  const codes: readonly (readonly [number, string])[] = [
    [1213, 'sql.conflict'],
    [1205, 'sql.conflict'],
    [1047, 'sql.unavailable'],
    [1290, 'sql.unavailable'],
    [1040, 'sql.unavailable'],
    [1062, 'sql.constraint'],
    [1406, 'sql.constraint'],
    [1045, 'sql.refused'],
    [1114, 'sql.full'],
    [1064, 'sql.failed'],
  ];
  for (const [errno, code] of codes) assert.equal(told({ errno }), code, String(errno));
});

test('a connection that is lost while something is kept is uncertain, before that it is not', () => {
  for (const error of [{ code: 'ECONNRESET' }, { errno: 1053 }, { errno: 1927 }, { errno: 1180 }])
    assert.equal(told(error, 'keeping'), 'sql.uncertain');
  assert.equal(told({ code: 'PROTOCOL_CONNECTION_LOST' }), 'sql.unavailable');
  // Refused before it was begun, or undone for sure.
  for (const errno of [1047, 1290]) assert.equal(told({ errno }, 'keeping'), 'sql.unavailable');
  assert.equal(told({ errno: 1213 }, 'keeping'), 'sql.conflict');
});

test('a password written down, or a database of odd letters, is refused; the rest has defaults', () => {
  const least = { writer: 'db', user: 'bijou', password: { env: 'PATH' } };
  const options = mysqlOptions.parse(least);
  assert.deepEqual(options.writer, { host: 'db', port: 3306 });
  assert.equal(databaseOf(options, 'gate-way'), 'bijou_gate_way');
  assert.equal(mysqlOptions.safeParse({ ...least, password: 'hush' }).success, false);
  assert.equal(mysqlOptions.safeParse({ ...least, database: 'a`; drop' }).success, false);
});

test('tables are made with the character set and order that the port promises', async () => {
  const said: string[] = [];
  const dialect = dialectOver(async ({ sql }) => {
    said.push(sql);
    return { rows: [], affected: 0, insertId: 0 };
  }, 'utf8mb4_0900_bin');
  await new Kysely<object>({ dialect }).schema.createTable('t').addColumn('id', 'varchar(9)').execute();
  assert.match(said.join(), /engine = InnoDB default character set utf8mb4 collate utf8mb4_0900_bin$/);
});

test('versions are compared part by part', () => {
  assert.ok(isEnough('10.11.14', '10.6.0') && isEnough('8.0.22', '8.0.22') && isEnough('9', '8.0.22'));
  assert.ok(!isEnough('8.0.21', '8.0.22') && !isEnough('5.7.44', '8.0.22'));
});

test('an address needs no name server, and one that never knew a name says so', async () => {
  const options = {
    nameServers: [{ host: '127.0.0.1', port: 9 }],
    timeoutMs: 50,
    clock: systemClock,
    moved: assert.fail,
  };
  assert.equal(await whereabouts('10.0.0.7', options).find(), '10.0.0.7');
  await assert.rejects(whereabouts('db.example', options).find());
});
