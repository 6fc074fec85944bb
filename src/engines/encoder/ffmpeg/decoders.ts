import { askedOnce } from './asked-once.ts';
import { type FfmpegOptions, noProgram } from './program.ts';

/** Decoders that are a machine's, and are listed whether or not it has them. */
const ofHardware = /_(v4l2m2m|cuvid|qsv|mmal|mediacodec|rkmpp|amf|nvmpi|vaapi|vdpau|videotoolbox|oh)$/;

/** Asks, once, for the codecs that the ffmpeg here can decode, by ffmpeg's names. */
export function decodersOf(options: FfmpegOptions): () => Promise<ReadonlySet<string>> {
  return askedOnce(async () => {
    const lines: string[] = [];
    const result = await options.children.run(options.ffmpeg, ['-hide_banner', '-decoders'], {
      job: 'list decoders',
      stdout: 'lines',
      onOutput(line, from) {
        if (from === 'stdout') lines.push(line);
      },
    });
    if (result.code !== 0) throw noProgram(options.ffmpeg, result);
    return readDecoders(lines);
  });
}

/** ` VFS..D h264   H.264 / AVC`, or ` V....D libdav1d   dav1d AV1 decoder (codec av1)`. */
export function readDecoders(lines: readonly string[]): ReadonlySet<string> {
  const codecs = lines.flatMap((line) => {
    const [, name, rest = ''] = /^\s*[VAS][F.][S.][X.][B.][D.]\s+([^\s=]+)\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || ofHardware.test(name)) return [];
    return [/\(codec (\S+)\)\s*$/.exec(rest)?.[1] ?? name];
  });
  return new Set(codecs);
}
