import type { Film } from '../film.ts';

export interface EncodeFiles {
  /** Address that ffmpeg reads raw 8-bit 4:2:0 pictures from. */
  readonly pictures: string;
  /** One for each of the film's sounds, in their order. */
  readonly sounds: readonly string[];
  /** One for each of the film's caption tracks, in their order. */
  readonly captions: readonly string[];
  readonly metadata: string;
  readonly to: string;
}

/** Arguments of the one ffmpeg that encodes and joins everything. Bit-exact: the same input gives the same bytes. */
export function encodeArguments(film: Film, files: EncodeFiles): readonly string[] {
  const color = ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  const tracks = [...files.sounds, ...files.captions];
  const metadata = String(tracks.length + 1);
  return [
    ...['-hide_banner', '-nostdin', '-y', '-v', 'error'],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${film.width}x${film.height}`, '-framerate', String(film.rate)],
    ...['-thread_queue_size', '2', '-i', files.pictures],
    ...tracks.flatMap((file) => ['-i', file]),
    ...['-f', 'ffmetadata', '-i', files.metadata, '-map', '0:v'],
    ...tracks.flatMap((_, index) => ['-map', String(index + 1)]),
    ...['-map_metadata', metadata, '-map_chapters', metadata],
    // darkness needs bits: aq-mode 3 gives them to it; two threads are what a small machine has
    ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '16', '-threads', '2', '-g', String(film.rate * 2)],
    ...['-x264-params', 'aq-mode=3:aq-strength=0.9:rc-lookahead=0:sync-lookahead=0', ...color],
    ...['-c:a', 'aac', '-b:a', '192k', '-c:s', 'mov_text'],
    ...describe('a', film.sounds),
    ...describe('s', film.captions),
    ...['-flags:v', '+bitexact', '-flags:a', '+bitexact', '-fflags', '+bitexact', '-movflags', '+faststart'],
    ...['-f', 'mp4', files.to],
  ];
}

/** Language and name of each track; the first of its kind is the default. */
function describe(kind: 'a' | 's', tracks: readonly { language: string; name: string }[]): readonly string[] {
  return tracks.flatMap(({ language, name }, index) => [
    ...[`-metadata:s:${kind}:${index}`, `language=${language}`, `-metadata:s:${kind}:${index}`, `title=${name}`],
    // MP4 has two places for a track's name, and readers differ in which they know
    ...[`-metadata:s:${kind}:${index}`, `handler_name=${name}`],
    ...[`-disposition:${kind}:${index}`, index === 0 ? 'default' : '0'],
  ]);
}
