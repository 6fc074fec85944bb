import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../kit/index.ts';
import { bytesSource } from './byte-source.ts';
import { checkVideoFile } from './check-file.ts';
import { layOutVideo } from './lay-out-video.ts';

const configuration = Uint8Array.of(1, 0x64, 0, 0x1f, 0xff, 0xe0, 0);
const look = { codecs: 'avc1.64001f', width: 64, height: 36, configuration, extensions: new Uint8Array() };
const plan = {
  timeBase: { num: 1, den: 1000 },
  durations: [
    [40, 3],
    [33, 3],
  ] as const,
  segments: [0, 3],
  chunks: [
    { first: 0, count: 3 },
    { first: 3, count: 3 },
  ],
};

/** A file of two segments, each a chunk whose pictures are 10 bytes long. */
function makeFile() {
  const samples = [0, 2, 1].map((display, place) => ({
    offset: 100 + place * 10,
    size: 10,
    isIdr: place === 0,
    display,
  }));
  const layout = layOutVideo({ plan, chunks: [0, 1].map(() => ({ ...look, samples })) });
  const bytes = Buffer.concat(
    layout.pieces.map((piece) => ('bytes' in piece ? piece.bytes : Buffer.alloc(piece.last - piece.first + 1, 7))),
  );
  return { layout, bytes };
}

test('a file that is as planned passes', async () => {
  const { layout, bytes } = makeFile();
  await checkVideoFile(bytesSource(bytes), { plan, declared: layout });
});

const changes: readonly [
  what: string,
  change: (file: ReturnType<typeof makeFile>) => Parameters<typeof checkVideoFile>[1],
  chunk: number,
  bytes?: (bytes: Buffer) => Buffer,
][] = [
  [
    'a shifted timeline',
    ({ layout }) => ({
      plan: {
        ...plan,
        durations: [
          [40, 4],
          [33, 2],
        ],
      },
      declared: layout,
    }),
    1,
  ],
  [
    'a missing picture',
    ({ layout }) => ({
      plan: {
        ...plan,
        durations: [
          [40, 3],
          [33, 4],
        ],
      },
      declared: layout,
    }),
    1,
  ],
  ['a segment that begins elsewhere', ({ layout }) => ({ plan: { ...plan, segments: [0, 2] }, declared: layout }), 0],
  ['a segment too many', ({ layout }) => ({ plan: { ...plan, segments: [0] }, declared: layout }), 0],
  [
    'more bits than declared',
    ({ layout }) => ({ plan, declared: { ...layout, peakBandwidth: layout.peakBandwidth - 8 } }),
    1,
  ],
];

for (const [what, change, chunk] of changes) {
  test(`${what} is found, with its chunk`, async () => {
    const file = makeFile();
    const checked = checkVideoFile(bytesSource(file.bytes), change(file));
    await assert.rejects(checked, (error) => {
      return (
        hasCode(error, 'media.chunk-mismatch') && (error as { details?: { chunk?: number } }).details?.chunk === chunk
      );
    });
  });
}

test('a file that is cut off is found', async () => {
  const { layout, bytes } = makeFile();
  const cut = checkVideoFile(bytesSource(bytes.subarray(0, -15)), { plan, declared: layout });
  await assert.rejects(cut, (error) => hasCode(error, 'media.truncated') || hasCode(error, 'media.bad-box'));
});
