/** Where the network carries twice the best rung, what is missing is fetched in no time: a choice soon shows. */
const ampleSeconds = 12;
/** Where it does not, all that can be put aside is put aside. */
const tightSeconds = 40;
const amplePart = 2;

/** How many seconds are to lie ahead, when the network carries `rate` and the best rung that may be shown takes `best`. */
export function depthFor({ rate, best }: { readonly rate: number; readonly best: number }): number {
  return rate >= best * amplePart ? ampleSeconds : tightSeconds;
}
