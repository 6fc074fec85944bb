/** First in, first out, without moving what waits: a ring that grows. */
export interface Fifo<Item> {
  readonly size: number;
  readonly first: Item | undefined;
  push(item: Item): void;
  shift(): Item | undefined;
  /** From the first on. */
  at(index: number): Item | undefined;
}

export function fifo<Item>(): Fifo<Item> {
  let items = new Array<Item | undefined>(64);
  let head = 0;
  let size = 0;
  const at = (index: number) => (index < size ? items[(head + index) & (items.length - 1)] : undefined);
  return {
    get size() {
      return size;
    },
    get first() {
      return at(0);
    },
    at,
    push(item) {
      if (size === items.length) {
        const more = new Array<Item | undefined>(size * 2);
        for (let index = 0; index < size; index += 1) more[index] = at(index);
        items = more;
        head = 0;
      }
      items[(head + size) & (items.length - 1)] = item;
      size += 1;
    },
    shift() {
      if (size === 0) return undefined;
      const item = items[head];
      items[head] = undefined;
      head = (head + 1) & (items.length - 1);
      size -= 1;
      return item;
    },
  };
}
