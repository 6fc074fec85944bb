export interface InOrder<Item, Result> {
  /** How many are under way at once. */
  readonly atOnce: number;
  readonly work: (item: Item, index: number) => Promise<Result>;
  /** Called one after the other, in the items' order, once all before are done. */
  readonly done: (item: Item, result: Result) => Promise<void>;
}

/**
 * Works at several things at once and tells of them in order, so that whatever is put down as done has nothing undone
 * before it. Ends with the first failure, once what was under way has ended too.
 */
export async function inOrder<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { atOnce, work, done }: InOrder<Item, Result>,
): Promise<void> {
  const under: { readonly item: Item; readonly working: Promise<Result> }[] = [];
  const finishOne = async (): Promise<void> => {
    const first = under.shift();
    if (first !== undefined) await done(first.item, await first.working);
  };
  let index = 0;
  try {
    for await (const item of items) {
      const working = work(item, index);
      // Whoever comes to its turn is told.
      working.catch(() => undefined);
      under.push({ item, working });
      index += 1;
      if (under.length >= atOnce) await finishOne();
    }
    while (under.length > 0) await finishOne();
  } finally {
    await Promise.allSettled(under.map(({ working }) => working));
  }
}
