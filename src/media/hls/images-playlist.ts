import type { ThumbnailTrackLike } from '../presentation.ts';
import { attributes } from './attributes.ts';

/**
 * The playlist of thumbnails: a sheet a segment (Roku's and DISH's "image media playlist" of HLS, which Shaka and
 * others read).
 */
export function imagesPlaylist(track: ThumbnailTrackLike, durationSeconds: number): string {
  const { width, height, columns, rows, interval, sheets } = track;
  const whole = columns * rows * interval;
  const tiles = attributes({
    RESOLUTION: `${width}x${height}`,
    LAYOUT: `${columns}x${rows}`,
    DURATION: String(Number(interval.toFixed(6))),
  });
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(Math.min(whole, durationSeconds)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-IMAGES-ONLY',
    ...sheets.flatMap(({ file }, index) => [
      `#EXTINF:${Math.min(whole, durationSeconds - index * whole).toFixed(6)},`,
      `#EXT-X-TILES:${tiles}`,
      file,
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
