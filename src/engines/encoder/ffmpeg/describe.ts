import { encoderErrors } from '../errors.ts';
import { type FfmpegOptions, noProgram } from './program.ts';

/** `ffmpeg 5.1.9, libx264`. Errors: `encoder.no-ffmpeg` where a program is missing, too old or lacks libx264. */
export async function describe(options: FfmpegOptions): Promise<string> {
  await versionText(options, options.ffprobe);
  const text = await versionText(options, options.ffmpeg);
  const version = /^ffmpeg version (\S+)/m.exec(text)?.[1] ?? 'unknown';
  const release = /^n?(\d+)\.(\d+)/.exec(version);
  if (release !== null && Number(release[1]) + Number(release[2]) / 100 < 5.01) {
    throw encoderErrors.error('encoder.no-ffmpeg', { why: `"${options.ffmpeg}" is version ${version}` });
  }
  if (!text.includes('--enable-libx264')) {
    throw encoderErrors.error('encoder.no-ffmpeg', { why: `"${options.ffmpeg}" was built without libx264` });
  }
  return `ffmpeg ${version.split('-')[0]}, libx264`;
}

async function versionText(options: FfmpegOptions, command: string): Promise<string> {
  const lines: string[] = [];
  const result = await options.children.run(command, ['-version'], {
    job: 'describe',
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') lines.push(line);
    },
  });
  if (result.code !== 0) throw noProgram(command, result);
  return lines.join('\n');
}
