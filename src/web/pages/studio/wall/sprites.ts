import { letters } from './model.ts';

/** How squares are drawn: the colours are the house's, read from its tokens. */
export interface Ink {
  readonly waiting: string;
  readonly leased: string;
  readonly done: readonly string[];
  readonly failed: string;
  readonly failedMark: string;
  readonly cancelled: string;
  /** What lies over a lit window, from its top down to nothing. */
  readonly shade: string;
  readonly clear: string;
}

/** A square as it is stamped: device pixels. */
export interface Stamp {
  readonly width: number;
  readonly height: number;
  /** The stamp of a letter; `variant` is any whole number, the same for the same square. */
  of(letter: number, variant: number): HTMLCanvasElement;
  /** What lies over a leased square as it breathes. */
  readonly breath: HTMLCanvasElement;
}

/** Draws each kind of square once. Every letter has its own shape besides its colour. */
export function cutStamps(ink: Ink, { width, height }: { readonly width: number; readonly height: number }): Stamp {
  const cut = (draw: (pen: CanvasRenderingContext2D) => void): HTMLCanvasElement => {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
    const pen = canvas.getContext('2d');
    if (pen !== null) draw(pen);
    return canvas;
  };
  const small = Math.min(width, height) < 8;
  const line = Math.max(1, Math.round(Math.min(width, height) / 9));
  const round = small ? 0 : Math.min(width, height) / 7;
  const block = (pen: CanvasRenderingContext2D, inset = 0) => {
    pen.beginPath();
    pen.roundRect(inset, inset, width - 2 * inset, height - 2 * inset, round);
  };

  const waiting = cut((pen) => {
    // An unlit window: its sill and frame.
    if (small) {
      pen.fillStyle = ink.waiting;
      pen.fillRect(0, 0, width, height);
      return;
    }
    pen.strokeStyle = ink.waiting;
    pen.lineWidth = line;
    block(pen, line / 2);
    pen.stroke();
  });
  const leased = cut((pen) => {
    pen.strokeStyle = ink.leased;
    pen.lineWidth = line;
    block(pen, line / 2);
    pen.stroke();
    if (small) return;
    // A lamp being carried through the room.
    pen.fillStyle = ink.leased;
    pen.beginPath();
    pen.arc(width / 2, height / 2, Math.min(width, height) / 5, 0, Math.PI * 2);
    pen.fill();
  });
  const breath = cut((pen) => {
    pen.fillStyle = ink.leased;
    block(pen);
    pen.fill();
  });
  // Small windows are lit more alike, so that what is not lit is seen.
  const done = (small ? ink.done.slice(1, 2).concat(ink.done.slice(3)) : ink.done).map((colour) =>
    cut((pen) => {
      pen.fillStyle = colour;
      block(pen);
      pen.fill();
      if (small) return;
      // The lamp hangs low: a lit window is brighter at its foot.
      const light = pen.createLinearGradient(0, 0, 0, height);
      light.addColorStop(0, ink.shade);
      light.addColorStop(0.75, ink.clear);
      pen.fillStyle = light;
      pen.fill();
    }),
  );
  const failed = cut((pen) => {
    // A broken window: dark among lit ones, red among dark ones.
    pen.fillStyle = ink.failedMark;
    pen.fillRect(0, 0, width, height);
    if (small) {
      const inset = Math.max(1, Math.round(Math.min(width, height) / 4));
      pen.fillStyle = ink.failed;
      pen.fillRect(inset, inset, width - 2 * inset, height - 2 * inset);
      return;
    }
    pen.strokeStyle = ink.failed;
    pen.lineWidth = line * 1.5;
    block(pen, line);
    pen.stroke();
    const arm = Math.min(width, height) / 5;
    pen.beginPath();
    pen.moveTo(width / 2 - arm, height / 2 - arm);
    pen.lineTo(width / 2 + arm, height / 2 + arm);
    pen.moveTo(width / 2 + arm, height / 2 - arm);
    pen.lineTo(width / 2 - arm, height / 2 + arm);
    pen.stroke();
  });
  const cancelled = cut((pen) => {
    pen.fillStyle = ink.cancelled;
    pen.fillRect(0, Math.round(height / 2 - line), width, Math.max(1, line * 2));
  });

  const plain = { w: [waiting], l: [leased], d: done, f: [failed], c: [cancelled] };
  const table = letters.map((letter) => plain[letter]);
  return {
    width,
    height,
    breath,
    of(letter, variant) {
      const kinds = table[letter] ?? [waiting];
      return kinds[variant % kinds.length] ?? waiting;
    },
  };
}

/** The house's colours, as the page has them now: tokens may be mixtures, which only the browser can work out. */
export function inkOf(element: Element): Ink {
  const probe = element.appendChild(document.createElement('span'));
  // Where the reader has colours of their own, ours must still be told apart; wall.css takes them from theirs.
  probe.style.forcedColorAdjust = 'none';
  const colour = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const ink = {
    waiting: colour('--wall-waiting'),
    leased: colour('--wall-leased'),
    done: ['--wall-done-1', '--wall-done-2', '--wall-done-3', '--wall-done-4'].map(colour),
    failed: colour('--wall-failed'),
    failedMark: colour('--wall-failed-mark'),
    cancelled: colour('--wall-cancelled'),
    shade: colour('--wall-shade'),
    clear: colour('--wall-clear'),
  };
  probe.remove();
  return ink;
}

/** Windows of a house are not lit all alike: which of the lights a square has. Always the same for the same square. */
export function variantOf(rung: number, chunk: number): number {
  let mixed = Math.imul(chunk + 1, 0x9e3779b1) ^ Math.imul(rung + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
