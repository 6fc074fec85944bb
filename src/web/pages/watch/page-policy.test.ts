import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayFetch, originRefused } from './page-policy.ts';

test('an origin may be fetched from where every policy of the header names it', () => {
  const policy = "default-src 'none'; connect-src 'self' http://127.0.0.1:8081 https://films.example; media-src blob:";
  assert.ok(mayFetch(policy, 'https://films.example'));
  assert.ok(!mayFetch(policy, 'http://127.0.0.1:80'));
  assert.ok(mayFetch(`${policy}, frame-ancestors 'none'`, 'https://films.example'));
  assert.ok(!mayFetch(`${policy}, connect-src 'self'`, 'https://films.example'));
});

test('only what was fetched tells of an origin', () => {
  const blockedURI = 'http://127.0.0.1:8081/a/b/media.mp4';
  assert.equal(originRefused({ effectiveDirective: 'connect-src', blockedURI }), 'http://127.0.0.1:8081');
  assert.equal(originRefused({ effectiveDirective: 'img-src', blockedURI }), undefined);
  assert.equal(originRefused({ effectiveDirective: 'connect-src', blockedURI: 'inline' }), undefined);
});
