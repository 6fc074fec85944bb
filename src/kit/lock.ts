/** Lets one caller in at a time, in the order they came. */
export interface Mutex {
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function mutex(): Mutex {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const turn = tail.then(task, task);
      tail = turn.catch(() => undefined);
      return turn;
    },
  };
}
