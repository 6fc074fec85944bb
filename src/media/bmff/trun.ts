import { mediaErrors } from '../errors.ts';
import type { SampleDefaults } from './mvex.ts';
import { fieldReader, versionAndFlags } from './reader.ts';
import { fullBox, i32, u32 } from './writer.ts';

// Flags of ISO 14496-12, 8.8.8.1.
const hasDataOffset = 0x01;
const hasFirstFlags = 0x04;
const hasDuration = 0x100;
const hasSize = 0x200;
const hasFlags = 0x400;
const hasCompositionOffset = 0x800;

/** A sample that decodes on its own, and one that needs others (ISO 14496-12, 8.8.3.1). */
export const syncSample = 0x02000000;
export const dependentSample = 0x01010000;
const isNonSync = 0x10000;

export interface RunSample extends SampleDefaults {
  /** Presentation time minus decode time, ticks. */
  readonly compositionOffset: number;
}

export interface TrackRun {
  /** From the fragment's base; absent where the samples follow those of the run before. */
  readonly dataOffset: number | undefined;
  readonly samples: readonly RunSample[];
}

export function isSync(flags: number): boolean {
  return (flags & isNonSync) === 0;
}

/**
 * Version 1, so that composition offsets may be negative. Fields that all samples share with `defaults` are left
 * out. Errors: `media.too-large`.
 */
export function trackRun(
  samples: readonly RunSample[],
  options: { readonly dataOffset: number; readonly defaults: Pick<SampleDefaults, 'duration' | 'flags'> },
): Uint8Array {
  const { dataOffset, defaults } = options;
  const first = samples[0]?.flags ?? defaults.flags;
  const withFlags = samples.some(({ flags }, index) => index > 0 && flags !== defaults.flags);
  const withFirst = !withFlags && first !== defaults.flags;
  const withDuration = samples.some(({ duration }) => duration !== defaults.duration);
  const withOffsets = samples.some(({ compositionOffset }) => compositionOffset !== 0);
  const flags =
    hasDataOffset |
    hasSize |
    (withFirst ? hasFirstFlags : 0) |
    (withDuration ? hasDuration : 0) |
    (withFlags ? hasFlags : 0) |
    (withOffsets ? hasCompositionOffset : 0);
  return fullBox(
    'trun',
    { version: 1, flags },
    u32(samples.length),
    i32(dataOffset),
    withFirst ? u32(first) : [],
    rows(samples, { withDuration, withFlags, withOffsets }),
  );
}

interface RowFields {
  readonly withDuration: boolean;
  readonly withFlags: boolean;
  readonly withOffsets: boolean;
}

/** The table of samples, written in place: a film has hundreds of thousands. */
function rows(samples: readonly RunSample[], { withDuration, withFlags, withOffsets }: RowFields): Uint8Array {
  const perSample = 4 * (1 + Number(withDuration) + Number(withFlags) + Number(withOffsets));
  const table = new DataView(new ArrayBuffer(samples.length * perSample));
  let at = 0;
  for (const { duration, size, flags, compositionOffset } of samples) {
    if (withDuration) put(duration);
    put(size);
    if (withFlags) put(flags);
    if (withOffsets) putSigned(compositionOffset);
  }
  return new Uint8Array(table.buffer);

  function put(value: number): void {
    if (value < 0 || value >= 2 ** 32) throw tooLarge(value);
    table.setUint32(at, value);
    at += 4;
  }

  function putSigned(value: number): void {
    if (value < -(2 ** 31) || value >= 2 ** 31) throw tooLarge(value);
    table.setInt32(at, value);
    at += 4;
  }
}

function tooLarge(value: number): Error {
  return mediaErrors.error('media.too-large', { what: 'a sample', value, limit: '32 bits' });
}

/** Errors: `media.bad-box`. */
export function readTrackRun(body: Uint8Array, defaults: SampleDefaults): TrackRun {
  const fields = fieldReader(body, 'trun');
  const { version, flags } = versionAndFlags(fields);
  const count = fields.u32();
  const dataOffset = flags & hasDataOffset ? fields.i32() : undefined;
  const firstFlags = flags & hasFirstFlags ? fields.u32() : undefined;
  const perSample = [hasDuration, hasSize, hasFlags, hasCompositionOffset].filter((flag) => flags & flag).length * 4;
  if (perSample === 0 ? count > 1_000_000 : fields.remaining < count * perSample) {
    throw mediaErrors.error('media.bad-box', { type: 'trun', why: 'it has fewer samples than it says' });
  }
  const samples: RunSample[] = [];
  for (let index = 0; index < count; index++) {
    const duration = flags & hasDuration ? fields.u32() : defaults.duration;
    const size = flags & hasSize ? fields.u32() : defaults.size;
    const own = flags & hasFlags ? fields.u32() : defaults.flags;
    const compositionOffset = flags & hasCompositionOffset ? (version === 0 ? fields.u32() : fields.i32()) : 0;
    samples.push({
      duration,
      size,
      flags: index === 0 && firstFlags !== undefined ? firstFlags : own,
      compositionOffset,
    });
  }
  return { dataOffset, samples };
}
