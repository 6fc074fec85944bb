import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  captionOffsets,
  keepCaptionOffset,
  keepSoundOffset,
  keptCaptionOffset,
  keptSoundOffset,
  soundOffsets,
  stepped,
} from './offsets.ts';

const items = new Map<string, string>();
beforeEach(() => {
  items.clear();
  const localStorage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
  Object.assign(globalThis, { localStorage });
});

test('any number of steps there and back again is nothing, and the ends hold', () => {
  for (const kind of [captionOffsets, soundOffsets]) {
    let at = 0;
    for (let step = 0; step < 700; step += 1) at = stepped(at, 1, kind);
    assert.equal(at, kind.most);
    for (let step = 0; step < kind.most / kind.step; step += 1) at = stepped(at, -1, kind);
    assert.equal(at, 0);
  }
  assert.equal(stepped(0.1, 1, captionOffsets), 0.2);
  assert.equal(stepped(stepped(0.1, 1, captionOffsets), 1, captionOffsets), 0.3, 'not 0.30000000000000004');
});

test('captions’ offset is a film’s own, sound’s the device’s', () => {
  keepCaptionOffset('a', 1.5);
  keepSoundOffset(-0.15);
  assert.deepEqual([keptCaptionOffset('a'), keptCaptionOffset('b'), keptSoundOffset()], [1.5, 0, -0.15]);
  keepCaptionOffset('a', 0);
  keepSoundOffset(0);
  assert.deepEqual([keptCaptionOffset('a'), keptSoundOffset()], [0, 0]);
  assert.equal(items.has('bijou.sound-offset'), false);
});

test('what is stored badly is no offset', () => {
  items.set('bijou.caption-offsets', '[["a",1e9],["b","soon"],7]');
  items.set('bijou.sound-offset', 'loud');
  assert.deepEqual([keptCaptionOffset('a'), keptCaptionOffset('b'), keptSoundOffset()], [60, 0, 0]);
  items.set('bijou.caption-offsets', '{');
  assert.equal(keptCaptionOffset('a'), 0);
});

test('of many films the oldest go', () => {
  for (let film = 0; film < 210; film += 1) keepCaptionOffset(`film ${film}`, 1);
  assert.deepEqual([keptCaptionOffset('film 0'), keptCaptionOffset('film 209')], [0, 1]);
});
