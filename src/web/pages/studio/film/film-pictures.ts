import type { PlayGrant } from '../../../../contracts/playback/index.ts';
import { playback } from '../../../api/playback.ts';

/** A small picture of the film, as a piece of a sheet. */
export interface Cut {
  readonly sheet: ImageBitmap;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Small pictures of a film that can be watched, from the sheets that its player uses too. */
export interface FilmPictures {
  readonly width: number;
  readonly height: number;
  /** The picture at a place, seconds. Undefined where it does not come. */
  at(seconds: number): Promise<Cut | undefined>;
  close(): void;
}

/** Undefined where the film has none, or cannot be watched. */
export async function openFilmPictures(id: string): Promise<FilmPictures | undefined> {
  const grant = await playback.calls.play({ id }).catch(() => undefined);
  const track = grant?.thumbnails;
  if (grant === undefined || track === undefined || track.count === 0) return undefined;
  const sheets = new Map<number, Promise<ImageBitmap | undefined>>();
  const end = new AbortController();
  const perSheet = track.columns * track.rows;

  return {
    width: track.width,
    height: track.height,
    async at(seconds) {
      const number = Math.min(track.count - 1, Math.max(0, Math.floor(seconds / track.interval)));
      const which = Math.floor(number / perSheet);
      let asked = sheets.get(which);
      if (asked === undefined) {
        asked = fetchSheet(grant, which, end.signal);
        sheets.set(which, asked);
      }
      const sheet = await asked;
      if (sheet === undefined || end.signal.aborted) return undefined;
      const place = number % perSheet;
      const { width, height, columns } = track;
      return { sheet, x: (place % columns) * width, y: Math.floor(place / columns) * height, width, height };
    },
    close() {
      end.abort(new Error('Page left'));
      for (const sheet of sheets.values()) void sheet.then((bitmap) => bitmap?.close());
    },
  };
}

/** The bytes of a sheet from the first address that gives them. */
async function fetchSheet(grant: PlayGrant, which: number, signal: AbortSignal): Promise<ImageBitmap | undefined> {
  const track = grant.thumbnails;
  const file = track?.sheets[which]?.file;
  if (track === undefined || file === undefined) return undefined;
  for (const folder of grant.folders[`${grant.title}/${grant.version}/${track.name}`] ?? []) {
    try {
      const response = await fetch(new URL(file, folder), { signal });
      if (response.ok) return await createImageBitmap(await response.blob());
    } catch {
      // The next address, where there is one.
    }
  }
  return undefined;
}
