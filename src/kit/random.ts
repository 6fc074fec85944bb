/** Chance as a port, so that tests and chaos can replay it. */
export interface Random {
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** In [0, 1). */
  float(): number;
}

export const systemRandom: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  float: () => Math.random(),
};

/** Repeatable chance: mulberry32 (Tommy Ettinger, public domain), 32 bits of state. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  function float(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  return { float, bytes: (length) => Uint8Array.from({ length }, () => Math.floor(float() * 256)) };
}
