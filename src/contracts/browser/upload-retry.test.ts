import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorRow, errorCatalogue } from '../../kit/index.ts';
import { sendsLessAtOnce, type TusFailure, uploadError, uploadGoesOn } from './upload-retry.ts';

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

test('what is too much at once for a proxy is sent in smaller parts, down to what all of them take', () => {
  const much = failed('PATCH', 413, '<html>413 Request Entity Too Large</html>');
  const options: { chunkSize?: number } = {};
  const parts: unknown[] = [];
  while (sendsLessAtOnce(much, options)) parts.push(options.chunkSize);
  assert.deepEqual(parts, [67_108_864, 8_388_608, 1_048_576]);
  assert.match(uploadError(much).message, /client_max_body_size 0/);
  assert.equal(uploadGoesOn(much), false);
  // The studio's own limit is no proxy's.
  const large = refused('POST', { status: 413, retry: 'never', sentence: 'The film is too large.' });
  assert.equal(sendsLessAtOnce(large, {}), false);
  assert.equal(uploadError(large).message, 'The film is too large.');
  assert.equal(sendsLessAtOnce(failed('PATCH', 0, ''), {}), false);
});
