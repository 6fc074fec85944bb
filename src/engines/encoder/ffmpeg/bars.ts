import type { BarSamples, EdgeSamples } from '../../../media/index.ts';

/** Pixels by which a picture's own edge may lie further in and still lie where the bar ends. */
const near = 4;

/** A picture of which less than this share is not black is dark, and says nothing of bars. */
const darkShare = 0.2;

/** Reads lines of ffmpeg's cropdetect: `x1:0 x2:639 y1:60 y2:299 …`, or `x1:639 x2:0 …` where all is black. */
export function barCollector(size: { readonly width: number; readonly height: number }): {
  push(line: string): void;
  samples(): BarSamples;
} {
  const { width, height } = size;
  // How often each edge began at which place: no more entries than there are pixels.
  const edges = { left: new Map(), right: new Map(), top: new Map(), bottom: new Map() };
  let samples = 0;

  return {
    push(line) {
      const [, x1, x2, y1, y2] = /x1:(-?\d+) x2:(-?\d+) y1:(-?\d+) y2:(-?\d+)/.exec(line)?.map(Number) ?? [];
      if (x1 === undefined || x2 === undefined || y1 === undefined || y2 === undefined) return;
      const area = Math.max(0, x2 - x1 + 1) * Math.max(0, y2 - y1 + 1);
      if (area === 0) return;
      const isBright = area >= width * height * darkShare;
      if (isBright) samples += 1;
      count(edges.left, x1, isBright);
      count(edges.right, width - 1 - x2, isBright);
      count(edges.top, y1, isBright);
      count(edges.bottom, height - 1 - y2, isBright);
    },
    samples: () => ({
      samples,
      ...size,
      left: edgeOf(edges.left),
      right: edgeOf(edges.right),
      top: edgeOf(edges.top),
      bottom: edgeOf(edges.bottom),
    }),
  };
}

/** What lies in a dark picture, such as a line of text, keeps its place from being cut off, but does not confirm an edge. */
function count(edge: Map<number, number>, black: number, isBright: boolean): void {
  const place = Math.max(0, black);
  edge.set(place, (edge.get(place) ?? 0) + Number(isBright));
}

function edgeOf(edge: ReadonlyMap<number, number>): EdgeSamples {
  const black = edge.size === 0 ? 0 : Math.min(...edge.keys());
  let reached = 0;
  for (const [place, times] of edge) if (place <= black + near) reached += times;
  return { black, reached };
}
