import type { Sidecar } from './sidecars.ts';

/** queued → sending ⇄ held (the way was lost) → arrived; or wrong. */
export type ArrivalState = 'queued' | 'sending' | 'held' | 'arrived' | 'wrong';

/** A film on its way to the studio. */
export interface Arrival {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  readonly state: ArrivalState;
  /** Why it stands still, as a sentence. */
  readonly why?: string | undefined;
  /** Its title, once it is there. */
  readonly title?: string | undefined;
  /** The same file had come before: its title is the one from then. */
  readonly already?: boolean;
  readonly sidecars: readonly SidecarArrival[];
}

/** What comes with a film. */
export interface SidecarArrival {
  readonly name: string;
  readonly kind: Sidecar['kind'];
  readonly state: 'waiting' | 'arrived' | 'wrong';
  readonly why?: string | undefined;
}

/** So many films are sent at a time: the next ones wait, so that the first are there soon. */
export const atOnce = 2;

/** The arrivals that may begin now, oldest first. */
export function mayBegin(list: readonly Arrival[]): readonly number[] {
  const under = list.filter(({ state }) => state === 'sending' || state === 'held').length;
  return list
    .filter(({ state }) => state === 'queued')
    .slice(0, Math.max(0, atOnce - under))
    .map(({ id }) => id);
}

export function changed(list: readonly Arrival[], id: number, news: Partial<Arrival>): readonly Arrival[] {
  return list.map((one) => (one.id === id ? { ...one, ...news } : one));
}

export function sidecarChanged(
  list: readonly Arrival[],
  id: number,
  { index, ...news }: Partial<SidecarArrival> & { readonly index: number },
): readonly Arrival[] {
  return list.map((one) =>
    one.id === id
      ? { ...one, sidecars: one.sidecars.map((sidecar, at) => (at === index ? { ...sidecar, ...news } : sidecar)) }
      : one,
  );
}

/** True while there is something to stop. */
export function isUnderWay({ state }: Arrival): boolean {
  return state === 'queued' || state === 'sending' || state === 'held';
}

/** True where nothing is left to tell: it arrived, and all that came with it. */
export function isOver({ state, sidecars }: Arrival): boolean {
  return state === 'arrived' && sidecars.every((sidecar) => sidecar.state === 'arrived');
}

/** Bytes of all that is on its way, for one line over many. */
export function sumOf(list: readonly Arrival[]): { readonly sent: number; readonly size: number } {
  const counted = list.filter(({ state }) => state !== 'wrong');
  return {
    sent: counted.reduce((sum, { sent }) => sum + sent, 0),
    size: counted.reduce((sum, { size }) => sum + size, 0),
  };
}
