export interface DecodeTask {
  /** Of each sample of a segment in decode order: when it is presented. */
  readonly shown: readonly number[];
  /** When the segment's first picture is presented. */
  readonly start: number;
}

/**
 * When each sample of a segment is decoded: from the segment's start on, never falling, and never after it is
 * presented. So no composition offset is negative, no edit list is needed, and a segment's decode time is its start
 * (decision 0020 says which players need which of these).
 *
 * A sample must be decoded before the earliest picture that is presented from it on. Samples with that same limit share
 * the time up to it evenly. The first sample must be the one that is presented first.
 */
export function decodeTimes({ shown, start }: DecodeTask): number[] {
  const limits = [...shown];
  for (let at = limits.length - 2; at >= 0; at--) limits[at] = Math.min(limits[at] ?? 0, limits[at + 1] ?? 0);
  const times: number[] = [];
  let before = start;
  for (let from = 0; from < limits.length; ) {
    const limit = limits[from] ?? start;
    let to = from;
    while (limits[to] === limit) to++;
    const count = to - from;
    for (let step = 1; step <= count; step++) times.push(before + Math.floor(((limit - before) * step) / count));
    before = limit;
    from = to;
  }
  return times;
}
