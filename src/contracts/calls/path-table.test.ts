import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyContract } from '../../platform/table.ts';
import { fillPath, openApiDocument, operationsOf, pathTable } from '../index.ts';

const table = pathTable([
  { methods: ['GET'], path: '/api/titles', value: 'all' },
  { methods: ['GET', 'DELETE'], path: '/api/titles/{id}', value: 'one' },
  { methods: ['GET'], path: '/api/titles/newest', value: 'newest' },
  { methods: ['GET'], path: '/api/titles/{id}/plan', value: 'plan' },
  { methods: ['GET', 'POST'], path: '/api/uploads/{rest...}', value: 'upload' },
]);

test('a fixed segment wins over a name, and a name does not swallow what follows', () => {
  assert.deepEqual(table.find('GET', '/api/titles/newest'), { kind: 'found', value: 'newest', params: {} });
  assert.deepEqual(table.find('GET', '/api/titles/a%20b'), { kind: 'found', value: 'one', params: { id: 'a b' } });
  assert.deepEqual(table.find('GET', '/api/titles/newest/plan'), {
    kind: 'found',
    value: 'plan',
    params: { id: 'newest' },
  });
});

test('a rest takes everything that follows, nothing included', () => {
  for (const [path, rest] of [
    ['/api/uploads', ''],
    ['/api/uploads/', ''],
    ['/api/uploads/a/b%2Bc', 'a/b+c'],
  ] as const) {
    assert.deepEqual(table.find('POST', path), { kind: 'found', value: 'upload', params: { rest } }, path);
  }
});

test('a known path with another method names the methods that it has', () => {
  assert.deepEqual(table.find('PUT', '/api/titles/7'), { kind: 'method', allow: ['GET', 'DELETE'] });
});

test('what is nearly a path is none', () => {
  for (const path of [
    '/',
    '/api',
    '/api/titles/',
    '/api//titles',
    '/api/titles/7/',
    '/api/titles/7/plan/x',
    '/API/titles',
  ]) {
    assert.equal(table.find('GET', path).kind, 'none', path);
  }
  for (const name of ['%2e%2e', '..', 'a%2fb', 'a%5Cb', '%00', '%ff', '%']) {
    assert.equal(table.find('GET', `/api/titles/${name}`).kind, 'none', name);
    assert.equal(table.find('GET', `/api/uploads/x/${name}`).kind, 'none', name);
  }
});

test('what was filled in is found again', () => {
  for (const id of ['a', 'ü?#&%20', 'a;b=c', '...']) {
    const path = fillPath('/api/titles/{id}/plan', { id });
    assert.deepEqual(table.find('GET', path), { kind: 'found', value: 'plan', params: { id } });
  }
  assert.equal(fillPath('/api/uploads/{rest...}', {}), '/api/uploads');
  assert.equal(fillPath('/api/uploads/{rest...}', { rest: 'a/b c' }), '/api/uploads/a/b%20c');
  assert.throws(() => fillPath('/api/titles/{id}', {}), TypeError);
});

test('two that claim one path are a fault of the contracts', () => {
  const twice = [
    { methods: ['GET'], path: '/a/{x}', value: 1 },
    { methods: ['GET'], path: '/a/{y}', value: 2 },
  ];
  assert.throws(() => pathTable(twice), /Two claim GET/);
});

test('no two contracts claim one path, and every path lies under its service', () => {
  operationsOf(everyContract);
  for (const { name, calls, routes } of everyContract) {
    for (const { path } of [...Object.values(calls), ...Object.values(routes)]) {
      assert.ok(path.startsWith(`/api/${name}/`), path);
    }
  }
});

test('the document lists every operation once', () => {
  const document = openApiDocument(everyContract, { version: '1' });
  const operations = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>);
  const ids = operations.flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.includes('studio.upload.patch') && ids.includes('catalog.titles'));
});
