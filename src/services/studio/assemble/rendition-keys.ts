import type { KeptThumbnails, RenditionRow } from '../tables.ts';

/** A file of a rendition's folder, and the object that it is. */
export interface RenditionFile {
  readonly file: string;
  readonly key: string;
}

/** What lies in a rendition's folder. */
export function filesOfRendition({ kind, media_key, playlist_key, rendition }: RenditionRow): RenditionFile[] {
  const playlist = { file: 'media.m3u8', key: playlist_key };
  if (kind === 'bitmap') return [{ file: 'media.mks', key: media_key }];
  if (kind !== 'thumbs') return [{ file: kind === 'text' ? 'media.vtt' : 'media.mp4', key: media_key }, playlist];
  const { track, keys } = JSON.parse(rendition) as KeptThumbnails;
  return [...track.sheets.map(({ file }, index) => ({ file, key: keys[index] ?? '' })), playlist];
}

/** All objects that a rendition stands on. */
export function keysOfRendition(row: RenditionRow): string[] {
  return filesOfRendition(row).map(({ key }) => key);
}
