import { askedOnce } from './asked-once.ts';
import { type FfmpegOptions, runProgram } from './program.ts';
import { jpeg, type StillFormat, webp } from './still-arguments.ts';

/** WebP, unless this ffmpeg was built without it. Asked once. */
export function stillFormatOf(options: FfmpegOptions): () => Promise<StillFormat> {
  return askedOnce(() => ask(options));
}

async function ask(options: FfmpegOptions): Promise<StillFormat> {
  const lines: string[] = [];
  await runProgram(options, {
    name: 'ffmpeg',
    arguments: ['-version'],
    what: 'say what it can do',
    run: { signal: new AbortController().signal, job: 'describe' },
    stdout: 'lines',
    onOutput: (line) => lines.push(line),
  });
  return lines.some((line) => line.includes('--enable-libwebp')) ? webp : jpeg;
}
