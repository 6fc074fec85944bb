import type { Abr } from './abr.ts';
import { houseManager } from './manager.ts';

/**
 * The house's own: the way is measured while it is used, the best rung that it carries and the screen can show is
 * taken, what this machine drops is left alone for a while. Where the network is ample little is put aside, so that a
 * change of choice or of the network soon shows; where it is tight, much.
 */
export function houseAbr(): Abr {
  return {
    name: 'house',
    manager: houseManager,
    buffer: {
      // The first picture as soon as there is one; after a stall, enough not to stall again at once.
      rebufferingGoal: 1,
      bufferBehind: 30,
    },
  };
}
