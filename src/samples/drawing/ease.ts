export function clamp(value: number, least = 0, most = 1): number {
  return value < least ? least : Math.min(value, most);
}

/** 0 before `from`, 1 after `to`, smooth between (Hermite). */
export function smooth(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}

export function lerp(from: number, to: number, t: number): number {
  return from + (to - from) * t;
}
