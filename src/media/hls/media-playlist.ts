import type { Layout } from '../cmaf/layout.ts';
import { attributes, quoted } from './attributes.ts';

export interface MediaPlaylistTask {
  readonly layout: Pick<Layout, 'init' | 'segments' | 'timescale'>;
  /** Address of the media file, relative to the playlist. */
  readonly file: string;
}

/** A VOD playlist over byte ranges of one fMP4 file (RFC 8216). */
export function mediaPlaylist({ layout, file }: MediaPlaylistTask): string {
  const { init, segments, timescale } = layout;
  const longest = Math.max(0, ...segments.map(({ ticks }) => ticks / timescale));
  const initRange = `${init.last - init.first + 1}@${init.first}`;
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(longest))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:${attributes({ URI: quoted(file), BYTERANGE: quoted(initRange) })}`,
  ];
  const [opening] = segments;
  const origin = opening?.startTicks ?? 0;
  for (const { first, last, startTicks, ticks } of segments) {
    // Ends are rounded, not durations, so that players' sums do not drift.
    const start = microseconds(startTicks - origin, timescale);
    const end = microseconds(startTicks + ticks - origin, timescale);
    lines.push(`#EXTINF:${((end - start) / 1e6).toFixed(6)},`, `#EXT-X-BYTERANGE:${last - first + 1}@${first}`, file);
  }
  lines.push('#EXT-X-ENDLIST', '');
  return lines.join('\n');
}

function microseconds(ticks: number, timescale: number): number {
  return Math.round((ticks / timescale) * 1e6);
}
