export interface Pauses {
  /** Milliseconds after the first failure; doubled with each further one. */
  readonly firstMs: number;
  /** The longest, in milliseconds. */
  readonly longestMs: number;
}

/** Milliseconds to wait after so many failures in a row, from 1 on. */
export function pauseAfter(failures: number, { firstMs, longestMs }: Pauses): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
}
