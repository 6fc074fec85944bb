import { useEffect, useMemo } from 'preact/hooks';
import type { Player, PlayerState } from '../../../player/index.ts';
import { sheetsAround, thumbAt } from './thumbs.ts';

export interface Thumbs {
  readonly width: number;
  readonly height: number;
  /** Draws the picture of a time as soon as its sheet is there; what was drawn stays until then. */
  readonly draw: (canvas: HTMLCanvasElement, time: number) => void;
  /** Fetches the sheets around a time. */
  readonly want: (time: number) => void;
}

/** Sheets that are kept decoded: a sheet of 10 × 10 pictures of 160 × 90 takes 6 MB. */
const mostSheets = 4;

/** Small pictures for seeking, cut out of sheets that come by the film's own signed way. Undefined without any. */
export function useThumbs(player: Player | undefined, { thumbnails, version }: PlayerState): Thumbs | undefined {
  const end = useMemo(() => new AbortController(), [player, version]);
  useEffect(() => () => end.abort(new Error('Another film')), [end]);
  return useMemo(() => {
    if (player === undefined || thumbnails === undefined || thumbnails.count === 0) return undefined;
    const sheets = new Map<number, Promise<ImageBitmap | undefined>>();
    const wanted = new WeakMap<HTMLCanvasElement, number>();

    function sheet(index: number): Promise<ImageBitmap | undefined> {
      const known = sheets.get(index);
      const file = thumbnails?.sheets[index]?.file;
      const got = known ?? (file === undefined ? Promise.resolve(undefined) : bitmapOf(file));
      sheets.delete(index);
      sheets.set(index, got);
      for (const old of [...sheets.keys()].slice(0, -mostSheets)) forget(old);
      return got;
    }

    function forget(index: number): void {
      void sheets.get(index)?.then((bitmap) => bitmap?.close());
      sheets.delete(index);
    }

    async function bitmapOf(file: string): Promise<ImageBitmap | undefined> {
      try {
        const bytes = await player?.sheet(file, end.signal);
        return bytes && (await createImageBitmap(new Blob([bytes], { type: thumbnails?.type ?? '' })));
      } catch {
        // Without its picture, a time is still a time.
        return undefined;
      }
    }

    return {
      width: thumbnails.width,
      height: thumbnails.height,
      want: (time) => {
        for (const index of [...sheetsAround(thumbnails, time)].reverse()) void sheet(index);
      },
      draw: (canvas, time) => {
        const place = thumbAt(thumbnails, time);
        if (place === undefined) return;
        wanted.set(canvas, time);
        void sheet(place.sheet).then((bitmap) => {
          if (bitmap === undefined || wanted.get(canvas) !== time) return;
          const { width, height } = thumbnails;
          const pen = canvas.getContext('2d');
          try {
            pen?.drawImage(bitmap, place.x, place.y, width, height, 0, 0, canvas.width, canvas.height);
            canvas.dataset.there = 'true';
          } catch {
            // Put away meanwhile.
          }
        });
      },
    };
  }, [player, thumbnails, end]);
}
