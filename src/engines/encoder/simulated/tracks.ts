import { box, fields, fullBox, join, text, zeros } from './boxes.ts';

/** A track of a fragmented MP4. */
export interface SimulatedTrack {
  readonly handler: 'vide' | 'soun';
  readonly timescale: number;
  /** Ticks of every sample. */
  readonly sampleTicks: number;
  readonly width: number;
  readonly height: number;
  readonly sampleEntry: Uint8Array;
  /** Samples that a player skips at the start. */
  readonly priming: number;
}

export interface SimulatedSample {
  readonly isKey: boolean;
  readonly bytes: Uint8Array;
}

const identityMatrix = fields(
  ...([0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000] as const).map((value) => [4, value] as const),
);
const keySample = 0x02000000;
const otherSample = 0x01010000;

/** `ftyp` and `moov`, then a fragment from each key sample on (of audio: one). */
export function fragmentedFile(track: SimulatedTrack, samples: readonly SimulatedSample[]): Uint8Array {
  const parts = [box('ftyp', text('iso5'), fields([4, 512]), text('iso5iso6mp41')), movie(track)];
  let first = 0;
  for (let sequence = 1; first < samples.length; sequence += 1) {
    const next = track.handler === 'vide' ? samples.findIndex((sample, at) => at > first && sample.isKey) : -1;
    const end = next === -1 ? samples.length : next;
    parts.push(fragment(samples.slice(first, end), { sequence, time: first * track.sampleTicks, track }));
    first = end;
  }
  return join(...parts);
}

function movie(track: SimulatedTrack): Uint8Array {
  const mvhd = fullBox('mvhd', 0, zeros(8), fields([4, 1000], [4, 0], [4, 0x10000], [2, 0x100]), zeros(10));
  const header = join(mvhd.slice(8), identityMatrix, zeros(24), fields([4, 2]));
  return box('moov', box('mvhd', header), trackBox(track), movieExtends(track));
}

function trackBox(track: SimulatedTrack): Uint8Array {
  const isVideo = track.handler === 'vide';
  const tkhd = fullBox(
    'tkhd',
    3,
    zeros(8),
    fields([4, 1], [4, 0], [4, 0]),
    zeros(8),
    fields([2, 0], [2, 0], [2, isVideo ? 0 : 0x100], [2, 0]),
    identityMatrix,
    fields([4, track.width * 0x10000], [4, track.height * 0x10000]),
  );
  const edit = fields([4, 1], [4, 0], [4, track.priming], [4, 0x10000]);
  const edits = track.priming === 0 ? [] : [box('edts', fullBox('elst', 0, edit))];
  const mediaHeader = isVideo ? fullBox('vmhd', 1, zeros(8)) : fullBox('smhd', 0, zeros(4));
  const data = box('dinf', fullBox('dref', 0, fields([4, 1]), fullBox('url ', 1)));
  const empty = ['stts', 'stsc', 'stco'].map((type) => fullBox(type, 0, fields([4, 0])));
  const table = box(
    'stbl',
    fullBox('stsd', 0, fields([4, 1]), track.sampleEntry),
    ...empty,
    fullBox('stsz', 0, fields([4, 0], [4, 0])),
  );
  const media = box(
    'mdia',
    fullBox('mdhd', 0, zeros(8), fields([4, track.timescale], [4, 0], [2, 0x55c4], [2, 0])),
    fullBox('hdlr', 0, zeros(4), text(track.handler), zeros(12), text('simulated\0')),
    box('minf', mediaHeader, data, table),
  );
  return box('trak', tkhd, ...edits, media);
}

function movieExtends(track: SimulatedTrack): Uint8Array {
  return box('mvex', fullBox('trex', 0, fields([4, 1], [4, 1], [4, track.sampleTicks], [4, 0], [4, otherSample])));
}

function fragment(
  samples: readonly SimulatedSample[],
  at: { readonly sequence: number; readonly time: number; readonly track: SimulatedTrack },
): Uint8Array {
  const rows = samples.map((sample) =>
    fields([4, at.track.sampleTicks], [4, sample.bytes.length], [4, sample.isKey ? keySample : otherSample]),
  );
  // duration, size and flags of each sample, and where the first one lies from the moof on.
  const build = (offset: number): Uint8Array =>
    box(
      'moof',
      fullBox('mfhd', 0, fields([4, at.sequence])),
      box(
        'traf',
        fullBox('tfhd', 0x20000, fields([4, 1])),
        fullBox('tfdt', 0x01000000, fields([8, at.time])),
        fullBox('trun', 0x701, fields([4, samples.length], [4, offset]), ...rows),
      ),
    );
  const moof = build(build(0).length + 8);
  return join(moof, box('mdat', ...samples.map((sample) => sample.bytes)));
}
