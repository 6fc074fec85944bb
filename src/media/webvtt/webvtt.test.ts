import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../kit/index.ts';
import { parseWebVtt } from './parse.ts';
import { serialiseWebVtt } from './serialise.ts';
import { shiftWebVtt } from './shift.ts';
import { validateWebVtt } from './validate.ts';

const example = `\ufeffWEBVTT - a film
Kind: captions

STYLE
::cue { color: lime }

NOTE this is
dropped

intro
00:01.000 --> 00:02.500 align:start line:0
<v Ana>Hello
world

01:00:00.000 --> 01:00:01.000
Later
`.replaceAll('\n', '\r\n');

test('reads ids, settings, styles, several lines and hours, whatever the line ends', () => {
  assert.deepEqual(parseWebVtt(example), {
    blocks: ['STYLE\n::cue { color: lime }'],
    cues: [
      { id: 'intro', start: 1, end: 2.5, settings: 'align:start line:0', text: '<v Ana>Hello\nworld' },
      { id: '', start: 3600, end: 3601, settings: '', text: 'Later' },
    ],
  });
});

test('what is written reads back', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9 ,.é字]{1,20}$/).filter((text) => text.trim() === text);
  const cue = fc.record(
    {
      id: fc.oneof(fc.constant(''), fc.stringMatching(/^\d{1,4}$/)),
      start: fc.nat(10_000_000).map((ms) => ms / 1000),
      end: fc.nat(10_000_000).map((ms) => ms / 1000),
      settings: fc.constantFrom('', 'line:0'),
      text: fc.array(word, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
    },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.array(cue, { maxLength: 10 }), (cues) => {
      assert.deepEqual(parseWebVtt(serialiseWebVtt({ blocks: [], cues })).cues, cues);
    }),
  );
});

test('a text can not end its own cue', () => {
  const cues = [{ id: '', start: 0, end: 1, settings: '', text: 'a\n\n00:05.000 --> 00:06.000\nb' }];
  assert.equal(parseWebVtt(serialiseWebVtt({ blocks: [], cues })).cues.length, 1);
});

test('shifting drops what is over before 0 and begins the rest at 0', () => {
  const shifted = shiftWebVtt(parseWebVtt(example), -2);
  assert.deepEqual(
    shifted.cues.map(({ start, end }) => [start, end]),
    [
      [0, 0.5],
      [3598, 3599],
    ],
  );
  assert.equal(shiftWebVtt(shifted, -1).cues.length, 1);
});

test('faults are told by cue', () => {
  const cue = { id: '', settings: '', text: 'x' };
  const faults = validateWebVtt(
    {
      blocks: [],
      cues: [
        { ...cue, start: 5, end: 4 },
        { ...cue, start: 1, end: 2, text: ' ' },
        { ...cue, start: 90, end: 91 },
      ],
    },
    60,
  );
  assert.deepEqual(faults, [
    { cue: 0, why: 'ends-before-it-begins' },
    { cue: 1, why: 'begins-before-the-one-before' },
    { cue: 1, why: 'empty' },
    { cue: 2, why: 'beyond-the-end' },
  ]);
});

test('what is not WebVTT is refused with the line', () => {
  for (const [text, line] of [
    ['1\n00:00:01,000 --> 00:00:02,000\nSubRip', 1],
    ['WEBVTT\n\nid\nno times\n', 4],
    ['WEBVTT\n\n00:01.000 --> 00:61.000\nx', 3],
  ] as const) {
    assert.throws(
      () => parseWebVtt(text),
      (error) =>
        hasCode(error, 'media.bad-webvtt') && (error as { details?: { line?: number } }).details?.line === line,
    );
  }
});
