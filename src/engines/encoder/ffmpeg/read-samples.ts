import { cuesOfSamples, type SampledText, serialiseWebVtt, type TextSample } from '../../../media/index.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { type FfmpegOptions, lastWords, runProgram, sourceArguments } from './program.ts';

/** Where the last sample does not say how long it is shown, seconds. */
const usualStay = 5;

interface PacketJson {
  readonly pts_time?: string;
  readonly duration_time?: string;
  readonly data?: string;
}

/**
 * A track of text in MP4 that ffmpeg hands out without understanding it, as WebVTT on the source's timeline; or why
 * not. Nothing but the track's own samples is read.
 */
export async function readSamples(
  options: FfmpegOptions,
  input: MediaInput,
  { stream, kind, run }: { readonly stream: number; readonly kind: SampledText; readonly run: EncoderRun },
): Promise<{ readonly text: string } | { readonly why: string }> {
  let json = '';
  const wanted = ['-show_entries', 'packet=pts_time,duration_time,data', '-show_data'];
  const { code, log } = await runProgram(options, {
    name: 'ffprobe',
    arguments: [
      ...['-v', 'error', '-of', 'json', '-select_streams', String(stream)],
      ...wanted,
      ...sourceArguments(input),
    ],
    what: 'read the samples of a text',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') json += line;
    },
  });
  if (code !== 0) return { why: `ffprobe said: ${lastWords(log)} (exit code ${code}).` };
  const { packets = [] } = JSON.parse(json) as { readonly packets?: readonly PacketJson[] };
  const cues = cuesOfSamples(samplesOf(packets), kind)
    .filter(({ end }) => end > 0)
    .map((cue) => ({ ...cue, start: Math.max(0, cue.start) }));
  return { text: serialiseWebVtt({ blocks: [], cues }) };
}

function samplesOf(packets: readonly PacketJson[]): readonly TextSample[] {
  return packets
    .map(({ pts_time, duration_time, data = '' }, place) => {
      const from = Number(pts_time);
      const next = Number(packets[place + 1]?.pts_time ?? from + usualStay);
      const lasts = Number(duration_time ?? 0);
      return { from, to: lasts > 0 ? from + lasts : next, bytes: bytesOf(data) };
    })
    .filter(({ from, to }) => to > from);
}

/** ffprobe's dump: `00000000: 3c3f 786d 6c20 …  <?xml …`, a line for sixteen bytes. */
function bytesOf(dump: string): Uint8Array {
  const lines = dump.split('\n').map((line) => /^[0-9a-f]{8}: ((?:[0-9a-f]{2,4} ?){1,8})/.exec(line)?.[1] ?? '');
  return Buffer.from(lines.join('').replaceAll(' ', ''), 'hex');
}
