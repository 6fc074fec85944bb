const tableSize = 4096;

/** One turn of a sum of sines, `partials[n]` being the strength of the (n+1)th; one value more for blending. */
export function wave(partials: readonly number[]): Float32Array {
  return Float32Array.from({ length: tableSize + 1 }, (_, i) => {
    const turn = (i / tableSize) * 2 * Math.PI;
    return partials.reduce((sum, strength, n) => sum + strength * Math.sin(turn * (n + 1)), 0);
  });
}

/** The wave at a place in turns: 1.25 is a quarter into the second. */
export function look(table: Float32Array, phase: number): number {
  const place = (phase - Math.floor(phase)) * tableSize;
  const index = place | 0;
  const here = table[index] as number;
  return here + ((table[index + 1] as number) - here) * (place - index);
}
