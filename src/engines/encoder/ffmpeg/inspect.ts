import type { Inspection, VideoStream } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { complaintCollector } from './complaints.ts';
import { type PictureCollector, pictureCollector } from './pictures.ts';
import { type Probed, probeArguments, readProbe } from './probe.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, runProgram } from './program.ts';

/** Share of a shot detector's full scale by which a picture must differ to begin a shot. */
const shotThreshold = 10;

/** One ffprobe for what the container says, one ffmpeg for what really decodes. */
export async function inspect(options: FfmpegOptions, input: MediaInput, run: EncoderRun): Promise<Inspection> {
  const probed = await probe(options, input, run);
  const { main } = probed;
  if (main === undefined) return { ...probed.inspection, pictures: null, complaints: [] };
  const complaints = complaintCollector(input);
  const collector = pictureCollector();
  const end = probed.mainEnd;
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: decodeArguments(input, main),
    what: 'decode the film',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stderr') return complaints.push(line);
      collector.push(line);
      tellProgress(collector, { main, probed, run });
    },
  });
  const pictures = collector.pictures(main.index, { timeBase: main.timeBase, ...(end === undefined ? {} : { end }) });
  const own: string[] = [];
  if (collector.dropped() > 0) own.push(`${collector.dropped()} pictures do not come after the one before them.`);
  if (result.code !== 0) own.push(`ffmpeg gave up with exit code ${result.code}.`);
  return { ...probed.inspection, pictures, complaints: [...own, ...complaints.list()].slice(0, 50) };
}

async function probe(options: FfmpegOptions, input: MediaInput, run: EncoderRun): Promise<Probed> {
  let json = '';
  const result = await runProgram(options, {
    name: 'ffprobe',
    arguments: [...probeArguments, ...inputArguments(input)],
    what: 'read the container',
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') json += line;
    },
  });
  if (result.code !== 0) {
    const said = lastWords(result.log).replaceAll(input, 'source').replace('file:source', 'source');
    throw encoderErrors.error('encoder.refused', {
      why: `ffmpeg cannot read it as a film (${said}).`,
      log: result.log,
    });
  }
  return readProbe(json);
}

/**
 * Decodes every picture at full size, shrinks it, and prints its own time and whether it begins a shot. No picture is
 * added, left out or moved: times stay the source's own.
 */
function decodeArguments(input: MediaInput, main: VideoStream): string[] {
  const { num, den } = main.timeBase;
  const filters = [
    'scale=320:-2:flags=fast_bilinear',
    'format=yuv420p',
    `scdet=t=${shotThreshold}`,
    `settb=${num}/${den}`,
    'metadata=mode=print:file=-',
  ];
  return [
    ...quietly,
    '-copyts',
    ...inputArguments(input, ['-noautorotate', '-reinit_filter', '0']),
    '-filter_complex',
    `[0:${main.index}]${filters.join(',')}[pictures]`,
    ...['-map', '[pictures]', '-fps_mode', 'passthrough', '-f', 'null', '-'],
  ];
}

function tellProgress(
  collector: PictureCollector,
  { main, probed, run }: { readonly main: VideoStream; readonly probed: Probed; readonly run: EncoderRun },
): void {
  const newest = collector.newest();
  const whole = probed.inspection.durationSeconds;
  if (run.onProgress === undefined || newest === undefined || whole === null || whole <= 0) return;
  const reached = (newest * main.timeBase.num) / main.timeBase.den - (main.startTime ?? 0);
  run.onProgress(Math.min(1, Math.max(0, reached / whole)));
}
