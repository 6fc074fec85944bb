export interface TextPlaylistTask {
  readonly durationSeconds: number;
  /** Address of the WebVTT file, relative to the playlist. */
  readonly file: string;
}

/** A VOD playlist of one WebVTT file as long as the film. */
export function textPlaylist({ durationSeconds, file }: TextPlaylistTask): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(durationSeconds))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${durationSeconds.toFixed(6)},`,
    file,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
}
