import type { Film } from '../film.ts';

export interface EncodeFiles {
  /** Address that ffmpeg reads raw 8-bit 4:2:0 pictures from. */
  readonly pictures: string;
  readonly sound: string;
  readonly captions: string;
  readonly metadata: string;
  readonly to: string;
}

/** Arguments of the one ffmpeg that encodes and joins everything. Bit-exact: the same input gives the same bytes. */
export function encodeArguments(film: Film, files: EncodeFiles): readonly string[] {
  const color = ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  return [
    ...['-hide_banner', '-nostdin', '-y', '-v', 'error'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${film.width}x${film.height}`, '-framerate', String(film.rate)],
    ...['-thread_queue_size', '2', '-i', files.pictures],
    ...['-i', files.sound, '-i', files.captions, '-f', 'ffmetadata', '-i', files.metadata],
    ...['-map', '0:v', '-map', '1:a', '-map', '2:s', '-map_metadata', '3', '-map_chapters', '3'],
    // darkness needs bits: aq-mode 3 gives them to it; two threads are what a small machine has
    ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '16', '-threads', '2', '-g', String(film.rate * 2)],
    ...['-x264-params', 'aq-mode=3:aq-strength=0.9:rc-lookahead=0:sync-lookahead=0', ...color],
    ...['-c:a', 'aac', '-b:a', '192k', '-c:s', 'mov_text'],
    ...['-metadata:s:a:0', `language=${film.language}`, '-metadata:s:s:0', `language=${film.language}`],
    ...['-flags:v', '+bitexact', '-flags:a', '+bitexact', '-fflags', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', files.to],
  ];
}
