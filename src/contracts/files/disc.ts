/** A file of a disc's folder. */
export interface DiscFile {
  readonly name: string;
  readonly bytes: number;
}

/**
 * The files of a DVD's film, in order: of the title set that has most bytes, without its menu (`VTS_01_0.VOB`). A film
 * of more than a gigabyte is cut into several, whose bytes follow one another.
 */
export function mainTitleSet(files: readonly DiscFile[]): readonly DiscFile[] {
  const sets = new Map<string, DiscFile[]>();
  for (const file of files) {
    const set = /^vts_(\d\d)_[1-9]\.vob$/i.exec(file.name)?.[1];
    if (set !== undefined) sets.set(set, [...(sets.get(set) ?? []), file]);
  }
  const largest = [...sets.values()].reduce((best, set) => (bytesOf(set) > bytesOf(best) ? set : best), []);
  return largest.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

/** The files of a Blu-ray's film, in order: of the playlist that shows most, else the largest file. */
export function mainPlaylist(files: readonly DiscFile[], playlists: readonly Uint8Array[]): readonly DiscFile[] {
  const streams = new Map(
    files.filter(({ name }) => /\.m2ts$/i.test(name)).map((file) => [file.name.slice(0, 5), file]),
  );
  let best: readonly DiscFile[] = [];
  let longest = 0;
  for (const playlist of playlists.map(readPlaylist)) {
    const clips = new Map(playlist.map((item) => [item.clip, item.ticks]));
    const parts = [...clips.keys()].map((clip) => streams.get(clip)).filter((file) => file !== undefined);
    // A menu shows the same again and again: each clip counts once.
    const shown = [...clips.values()].reduce((sum, ticks) => sum + ticks, 0);
    if (parts.length !== clips.size || shown <= longest) continue;
    longest = shown;
    best = parts;
  }
  if (best.length > 0) return best;
  const largest = [...streams.values()].reduce<DiscFile | undefined>(
    (most, file) => (most === undefined || file.bytes > most.bytes ? file : most),
    undefined,
  );
  return largest === undefined ? [] : [largest];
}

interface PlayItem {
  readonly clip: string;
  /** Of 45 kHz. */
  readonly ticks: number;
}

/** The items of a playlist (`00800.mpls`); none where it is no such file. */
function readPlaylist(bytes: Uint8Array): PlayItem[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  const items: PlayItem[] = [];
  try {
    if (text(0, 4) !== 'MPLS') return [];
    const start = view.getUint32(8);
    const count = view.getUint16(start + 6);
    let at = start + 10;
    for (let index = 0; index < count; index += 1) {
      items.push({ clip: text(at + 2, 5), ticks: Math.max(0, view.getUint32(at + 18) - view.getUint32(at + 14)) });
      at += 2 + view.getUint16(at);
    }
    return items;
  } catch {
    return [];
  }
}

function bytesOf(files: readonly DiscFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/**
 * What a disc's film is called after: its folder, or the one above `VIDEO_TS`, or that and the one above it
 * (`Film/Disc 2`).
 */
export function discFilmPath(folder: string): string {
  const all = folder.split('/').filter((part, index) => part !== '' || index === 0);
  const parts = /^(video_ts|bdmv)$/i.test(all.at(-1) ?? '') ? all.slice(0, -1) : all;
  const own = parts.at(-1) ?? '';
  if (!/^(dvd|disc|disk|cd|bd|blu-?ray)[\s._-]*\d*$/i.test(own)) return `${parts.join('/')}/${own}.vob`;
  const number = /\d+$/.exec(own)?.[0];
  const above = parts.slice(0, -1);
  return `${above.join('/')}/${above.at(-1) ?? own}${number === undefined || number === '1' ? '' : `, disc ${number}`}.vob`;
}
