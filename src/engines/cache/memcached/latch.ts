import type { Written } from './client/server.ts';
import type { MemcachedOptions } from './options.ts';

export type Latch = MemcachedOptions['latch'];

/** How many of the copies must be written. */
export function copiesNeeded(latch: Latch, copies: number): number {
  const needed = { all: copies, 'all-but-one': copies - 1, quorum: Math.floor(copies / 2) + 1, one: 1, none: 0 }[latch];
  return latch === 'none' ? 0 : Math.max(1, needed);
}

/** True as soon as enough copies are written, false as soon as they cannot be any more. */
export function enough(writes: readonly Promise<Written>[], needed: number): Promise<boolean> {
  return new Promise((resolve) => {
    let done = 0;
    let left = writes.length;
    const look = (): void => {
      if (done >= needed) resolve(true);
      else if (done + left < needed) resolve(false);
    };
    look();
    for (const write of writes)
      void write.then((written) => {
        left -= 1;
        if (written === 'done') done += 1;
        look();
      });
  });
}
