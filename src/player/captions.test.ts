import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ShakaCue } from './shaka/library.ts';
import { captionOf, captionStore } from './shaka/text-display.ts';

/** As much of a cue of Shaka's as is looked at. */
function cue(part: Partial<Record<keyof ShakaCue, unknown>>): ShakaCue {
  const plain = {
    startTime: 0,
    endTime: 1,
    payload: '',
    nestedCues: [],
    lineBreak: false,
    color: '',
    textDecoration: [],
  };
  const place = { line: null, lineInterpretation: 0, position: null, size: 0, textAlign: 'center' };
  return { ...plain, ...place, fontStyle: 'normal', fontWeight: 400, ...part } as unknown as ShakaCue;
}

test('captions are shown from their start to just before their end, and only while they are on', () => {
  const store = captionStore();
  store.append([cue({ startTime: 1, endTime: 3, payload: 'a' }), cue({ startTime: 2, endTime: 4, payload: 'b' })]);
  assert.equal(store.at(2.5).length, 0);
  store.setTextVisibility(true);
  const textAt = (time: number) => store.at(time).map(({ lines }) => lines[0]?.[0]?.text);
  assert.deepEqual([0.9, 1, 2, 3, 4].map(textAt), [[], ['a'], ['a', 'b'], ['b'], []]);
});

test('a caption that two segments say is one', () => {
  const store = captionStore();
  store.setTextVisibility(true);
  store.append([cue({ payload: 'once' })]);
  store.append([cue({ payload: 'once' })]);
  assert.equal(store.at(0.5).length, 1);
});

test('what was shown stays, for who shows captions later; with another track all are gone', () => {
  const store = captionStore();
  store.setTextVisibility(true);
  store.append([cue({ startTime: 0, endTime: 2, payload: 'a' }), cue({ startTime: 5, endTime: 6, payload: 'b' })]);
  store.remove(0, 10);
  assert.equal(store.at(5.5).length, 1);
  assert.equal(store.at(1).length, 1);
  store.remove(0, Number.POSITIVE_INFINITY);
  assert.equal(store.at(1).length, 0);
});

test('lines, slant, weight and colour are kept; empty lines are not', () => {
  const nested = [
    cue({ payload: 'He said ' }),
    cue({ payload: 'now', fontStyle: 'italic', fontWeight: 700, color: '#ff0' }),
    cue({ lineBreak: true }),
    cue({ payload: '  ' }),
    cue({ lineBreak: true }),
    cue({ payload: 'and left' }),
  ];
  const { lines } = captionOf(cue({ nestedCues: nested }));
  assert.deepEqual(
    lines.map((runs) => runs.map(({ text }) => text)),
    [['He said ', 'now'], ['and left']],
  );
  const now = lines[0]?.[1];
  assert.deepEqual([now?.italic, now?.bold, now?.color], [true, true, '#ff0']);
});

test('a place in percent, a line from the top, and the bottom', () => {
  assert.equal(captionOf(cue({ line: 12.5, lineInterpretation: 1 })).top, 12.5);
  assert.equal(captionOf(cue({ line: 3 })).top, 20);
  assert.equal(captionOf(cue({ line: -1 })).top, undefined);
  assert.equal(captionOf(cue({})).top, undefined);
});
