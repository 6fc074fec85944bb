import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorRow, errorCatalogue } from '../kit/index.ts';
import { type TusFailure, uploadError, uploadGoesOn } from './upload-retry.ts';

function failed(method: string, status: number, body: string): TusFailure {
  const originalResponse = status === 0 ? null : { getStatus: () => status, getBody: () => body };
  return Object.assign(new Error('tus'), { originalRequest: { getMethod: () => method }, originalResponse });
}

function refused(method: string, row: ErrorRow): TusFailure {
  const error = errorCatalogue({ 'demo.refused': row }).error('demo.refused');
  return failed(method, row.status, JSON.stringify({ error }));
}

test('an upload that finds no room is told so before a byte is sent, and waits for room once some were', () => {
  const full = { status: 507, retry: 'later', sentence: 'There is no room.' } as const;
  assert.equal(uploadGoesOn(refused('POST', full)), false);
  assert.equal(uploadGoesOn(refused('PATCH', full)), true);
  assert.equal(uploadError(refused('POST', full)).message, 'There is no room.');
});

test('an upload goes on after a moment’s trouble, and never after a refusal, whatever the status', () => {
  for (const method of ['POST', 'HEAD', 'PATCH']) {
    const away = { status: 503, retry: 'transient', sentence: 'It is away.' } as const;
    assert.equal(uploadGoesOn(refused(method, away)), true);
    assert.equal(uploadGoesOn(refused(method, { status: 409, retry: 'never', sentence: 'No film.' })), false);
    for (const status of [0, 409, 423, 502]) assert.equal(uploadGoesOn(failed(method, status, 'locked')), true);
    assert.equal(uploadGoesOn(failed(method, 404, '')), false);
  }
});
