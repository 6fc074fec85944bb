import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { operationsOf } from '../contracts/index.ts';
import { calledBy, everyContract, services, type Target } from './table.ts';
import { targets } from './targets.ts';

test('every folder of services is in the table, under the name of its contract', () => {
  const folders = readdirSync(new URL('../services', import.meta.url), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(Object.keys(services).sort(), names.sort());
  for (const [name, { contract }] of Object.entries(services)) assert.equal(contract.name, name);
});

test('whom a service calls is started before it, and the door last', () => {
  for (const [at, name] of targets.entries())
    for (const called of calledBy(name)) assert.ok(targets.indexOf(called) < at, `${called} before ${name}`);
  assert.equal(targets.at(-1), 'gateway' satisfies Target);
});

test('no two services claim the same path', () => {
  assert.doesNotThrow(() => operationsOf(everyContract));
});
