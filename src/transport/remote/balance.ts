import type { Clock, Random } from '../../kit/index.ts';

/** One that failed is asked last for so long. */
const avoidMs = 3_000;

/** Which instance of a service is asked next. */
export interface Balance {
  /** All of them, the one to try first first. */
  order(addresses: readonly string[]): readonly string[];
  /** Counts a request that is under way. Call the answer when it is over. */
  begin(address: string): () => void;
  /** It did not answer, or is going: leave it alone for a while. */
  avoid(address: string): void;
}

/**
 * Of two that are drawn by chance, the one with less under way is asked: nearly as good as knowing all, and many callers at
 * once do not run to the same one. One that hangs has much under way and is asked less and less.
 */
export function openBalance({ clock, random }: { readonly clock: Clock; readonly random: Random }): Balance {
  const underWay = new Map<string, number>();
  const avoided = new Map<string, number>();

  const load = (address: string): number => underWay.get(address) ?? 0;

  function isAvoided(address: string): boolean {
    const until = avoided.get(address);
    if (until === undefined) return false;
    if (until > clock.monotonic()) return true;
    avoided.delete(address);
    return false;
  }

  function drawn(addresses: readonly string[]): readonly string[] {
    if (addresses.length < 2) return addresses;
    const left = [...addresses];
    const draw = (): string => left.splice(Math.floor(random.float() * left.length), 1)[0] ?? '';
    const [one, other] = [draw(), draw()];
    return load(other) < load(one) ? [other, one, ...left] : [one, other, ...left];
  }

  return {
    order: (addresses) => [
      ...drawn(addresses.filter((address) => !isAvoided(address))),
      ...drawn(addresses.filter(isAvoided)),
    ],
    begin(address) {
      underWay.set(address, load(address) + 1);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = load(address) - 1;
        if (left > 0) underWay.set(address, left);
        else underWay.delete(address);
      };
    },
    avoid: (address) => void avoided.set(address, clock.monotonic() + avoidMs),
  };
}
