import { boxOf, type Layout } from './layout.ts';
import type { Wall } from './model.ts';
import { cutStamps, type Ink, variantOf } from './sprites.ts';

const leased = 1;
/** A breath, in and out. */
const breathMs = 2_400;
/** Breathing needs no more pictures than this a second; changes are drawn at once. */
const breathEveryMs = 50;
/** A canvas holds as many bands as fit into this many CSS pixels. */
const tileHeight = 640;

/** A piece of the wall that has a canvas of its own, held only while it is near the screen. */
export interface Tile {
  readonly number: number;
  readonly firstBand: number;
  readonly bands: number;
  readonly top: number;
  readonly height: number;
}

/** The wall's bands, gathered into tiles. */
export function tilesOf(layout: Layout): readonly Tile[] {
  const each = Math.max(1, Math.floor(tileHeight / layout.bandPitch));
  return Array.from({ length: Math.ceil(layout.bands / each) }, (_, number) => {
    const firstBand = number * each;
    const bands = Math.min(each, layout.bands - firstBand);
    return { number, firstBand, bands, top: firstBand * layout.bandPitch, height: bands * layout.bandPitch };
  });
}

export interface Painter {
  /** A tile came near the screen: it is drawn whole, and then as it changes. */
  hang(tile: number, canvas: HTMLCanvasElement): void;
  /** It went away; its pixels are given back. */
  take(tile: number): void;
  /** The wall changed: draws with the browser's next picture. */
  wake(): void;
  stop(): void;
}

export interface PainterTask {
  readonly wall: Wall;
  readonly layout: Layout;
  readonly ink: Ink;
  /** Device pixels in a CSS pixel. */
  readonly scale: number;
  /** True where nothing may move: a leased square then only has its shape. */
  readonly still: boolean;
  readonly mirrored: boolean;
}

/** Draws what changes, when the browser draws, and nothing else. */
export function openPainter({ wall, layout, ink, scale, still, mirrored }: PainterTask): Painter {
  const stamp = cutStamps(ink, {
    width: Math.round((layout.across - layout.gap) * scale),
    height: Math.round((layout.down - layout.gap) * scale),
  });
  const tiles = tilesOf(layout);
  const pens = new Map<number, CanvasRenderingContext2D>();
  const breathing = new Set<number>();
  const perTile = (tiles[0]?.bands ?? 1) * layout.perBand;
  let frame = 0;
  let breathedAt = 0;

  function penOf(chunk: number): CanvasRenderingContext2D | undefined {
    return pens.get(Math.floor(chunk / perTile));
  }

  function square(rung: number, chunk: number, letter: number): void {
    const place = rung * layout.chunks + chunk;
    if (letter === leased) breathing.add(place);
    else breathing.delete(place);
    const pen = penOf(chunk);
    if (pen === undefined) return;
    const { x, y } = cornerOf(rung, chunk);
    pen.clearRect(x, y, stamp.width, stamp.height);
    pen.drawImage(stamp.of(letter, variantOf(rung, chunk)), x, y);
  }

  function cornerOf(rung: number, chunk: number): { readonly x: number; readonly y: number } {
    const box = boxOf(layout, { rung, chunk });
    const top = tiles[Math.floor(chunk / perTile)]?.top ?? 0;
    const x = mirrored ? layout.width - box.x - box.width : box.x;
    return { x: Math.round(x * scale), y: Math.round((box.y - top) * scale) };
  }

  function breathe(now: number): void {
    const depth = 0.5 - 0.5 * Math.cos((now / breathMs) * 2 * Math.PI);
    for (const place of breathing) {
      const chunk = place % layout.chunks;
      const pen = penOf(chunk);
      if (pen === undefined) continue;
      const rung = Math.floor(place / layout.chunks);
      const { x, y } = cornerOf(rung, chunk);
      pen.clearRect(x, y, stamp.width, stamp.height);
      pen.drawImage(stamp.of(leased, 0), x, y);
      pen.globalAlpha = 0.12 + 0.55 * depth;
      pen.drawImage(stamp.breath, x, y);
      pen.globalAlpha = 1;
    }
  }

  function draw(now: number): void {
    wall.drain(square);
    if (!still && breathing.size > 0 && now - breathedAt >= breathEveryMs) {
      breathedAt = now;
      breathe(now);
    }
    frame = 0;
    if (!still && breathing.size > 0) wake();
  }

  function wake(): void {
    if (frame === 0) frame = requestAnimationFrame(draw);
  }

  function whole(tile: number): void {
    const first = tile * perTile;
    for (let chunk = first; chunk < Math.min(layout.chunks, first + perTile); chunk += 1) {
      for (const [rung, { cells }] of wall.rungs.entries()) {
        const letter = cells[chunk];
        if (letter !== undefined) square(rung, chunk, letter);
      }
    }
  }

  return {
    hang(tile, canvas) {
      const shape = tiles[tile];
      if (shape === undefined) return;
      canvas.width = Math.round(layout.width * scale);
      canvas.height = Math.round(shape.height * scale);
      const pen = canvas.getContext('2d');
      if (pen === null) return;
      pens.set(tile, pen);
      whole(tile);
      wake();
    },
    take(tile) {
      const pen = pens.get(tile);
      if (pen !== undefined) pen.canvas.width = 0;
      pens.delete(tile);
    },
    wake,
    stop() {
      cancelAnimationFrame(frame);
      for (const pen of pens.values()) pen.canvas.width = 0;
      pens.clear();
    },
  };
}
