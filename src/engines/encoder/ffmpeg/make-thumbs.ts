import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput, ThumbsWork } from '../index.ts';
import { type FfmpegOptions, inputArguments, lastWords, quietly, reproducibly, runProgram } from './program.ts';
import { scaling } from './treatment-filters.ts';

const what = 'make thumbnails';

/**
 * Sheets of small pictures of a rung. Pictures that no other stands on are not decoded, and edges between blocks are
 * not smoothed: nobody sees it at this size, and it is three times as quick. So a thumbnail may be up to three
 * pictures older than its time.
 */
export async function makeThumbs(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: ThumbsWork; readonly run: EncoderRun },
): Promise<readonly string[]> {
  await mkdir(work.folder, { recursive: true });
  const result = await runProgram(options, { name: 'ffmpeg', arguments: thumbsArguments(input, work), what, run });
  const sheets = (await readdir(work.folder)).filter((name) => /^sheet-\d+\.jpg$/.test(name)).sort();
  const wanted = Math.ceil(work.count / (work.columns * work.rows));
  if (result.code !== 0 || sheets.length !== wanted) {
    const why = `${sheets.length} of ${wanted} sheets: ${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  run.onProgress?.(1);
  return sheets;
}

function thumbsArguments(input: MediaInput, work: ThumbsWork): string[] {
  const { width, height, columns, rows, interval, count } = work;
  const milliseconds = Math.round(interval * 1000);
  const filters = [
    // Of each multiple of the interval, the last picture that is not after it; the film's last one as often as needed.
    `fps=fps=1000/${milliseconds}:start_time=0:round=up`,
    `tpad=stop=${columns * rows}:stop_mode=clone`,
    `trim=end_frame=${count}`,
    `scale=${width}:${height}:${scaling}:out_color_matrix=bt601:out_range=pc`,
    'format=yuvj420p',
    'setsar=1',
    `tile=${columns}x${rows}`,
  ];
  return [
    ...quietly,
    '-y',
    ...inputArguments(input, ['-threads', '1', '-skip_frame', 'bidir', '-skip_loop_filter', 'all']),
    ...['-filter_complex', `[0:v:0]${filters.join(',')}[sheets]`, '-map', '[sheets]', '-fps_mode', 'passthrough'],
    ...['-c:v', 'mjpeg', '-q:v', '5', '-flags:v', '+bitexact', ...reproducibly],
    // In a pattern, what is meant as a per cent sign is written twice.
    ...['-start_number', '1', '-f', 'image2', `file:${join(work.folder.replaceAll('%', '%%'), 'sheet-%04d.jpg')}`],
  ];
}
