import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTelevision } from './screen.ts';

const desk = { agent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0', wide: true, hovers: true, touches: false };

test('a desk’s browser in full screen is no television, nor is a tablet of its size', () => {
  assert.equal(isTelevision({ ...desk, wanted: null }), false);
  assert.equal(isTelevision({ ...desk, hovers: false, touches: true, wanted: null }), false);
});

test('a television says so, or has neither mouse nor touch; an address may ask for either', () => {
  assert.equal(isTelevision({ ...desk, hovers: false, wanted: null }), true);
  assert.equal(isTelevision({ ...desk, agent: 'Mozilla/5.0 (SMART-TV; Tizen 8.0)', wanted: null }), true);
  assert.equal(isTelevision({ ...desk, wanted: 'tv' }), true);
  assert.equal(isTelevision({ ...desk, hovers: false, wanted: 'desk' }), false);
});
