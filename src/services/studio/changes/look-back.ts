/** A change as the journal has it. */
export interface JournalRow {
  readonly number: number;
  readonly title: string;
}

/**
 * Numbers are given when a change is begun and seen when it is committed, so that a smaller one may appear after a larger.
 * Whoever has looked up to a number therefore looks back as far as a change may still be open that has a smaller one.
 */
export interface LookBack {
  /** From here on the journal is read: everything up to here, itself included, was seen or never will be. */
  settled(): number;
  /** Takes the journal's rows after `settled()`; gives the titles of those that appeared behind what was looked at before. */
  look(rows: readonly JournalRow[]): readonly string[];
}

/** Longer than any transaction is kept open (30 s). */
const openMs = 45_000;

/** At first it is not known what is open: no more changes than that are begun while one is. */
const openAtMost = 2_000;

/** `newest` is the largest number that can be seen now; `monotonic` the time of this process alone. */
export function startLookBack({ newest, monotonic }: { newest: number; monotonic: () => number }): LookBack {
  let settled = Math.max(0, newest - openAtMost);
  let last = newest;
  let isFirst = true;
  let seen = new Set<number>();
  const marks = [{ at: monotonic(), number: newest }];

  return {
    settled: () => settled,
    look(rows) {
      const late = rows.filter(({ number }) => number <= last && !seen.has(number));
      for (const { number } of rows) {
        seen.add(number);
        last = Math.max(last, number);
      }
      const titles = isFirst ? [] : late.map(({ title }) => title);
      isFirst = false;
      settle();
      return [...new Set(titles)];
    },
  };

  function settle(): void {
    const now = monotonic();
    marks.push({ at: now, number: last });
    let [mark] = marks;
    for (; mark !== undefined && mark.at <= now - openMs; [mark] = marks) {
      settled = Math.max(settled, mark.number);
      marks.shift();
    }
    seen = new Set([...seen].filter((number) => number > settled));
  }
}
