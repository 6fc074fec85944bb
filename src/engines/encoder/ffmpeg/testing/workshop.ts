import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { openChildren, silentLogger } from '../../../../host/index.ts';
import { systemClock } from '../../../../kit/index.ts';
import type { Encoder, EncoderRun } from '../../index.ts';
import { type FfmpegOptions, ffmpegEncoder } from '../open.ts';

export interface Workshop {
  readonly folder: string;
  readonly encoder: Encoder;
  readonly options: FfmpegOptions;
  readonly run: EncoderRun;
}

/** A folder, and the encoder on the ffmpeg of this machine; both go when the tests of the file are over. */
export async function openWorkshop(name: string): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), `bijou-${name}-`));
  const children = await openChildren({ folder: join(folder, 'run'), clock: systemClock, logger: silentLogger });
  const options = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', children, logger: silentLogger };
  const encoder = ffmpegEncoder(options);
  after(async () => {
    await children.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, encoder, options, run: { signal: new AbortController().signal, job: name } };
}
