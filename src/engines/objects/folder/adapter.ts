import { systemClock, systemRandom } from '../../../kit/index.ts';
import type { ObjectsAdapter } from '../conformance-kill.ts';
import { openFolderObjects } from './open.ts';

/** This adapter as the conformance suite and its children open it. */
export const adapter: ObjectsAdapter = {
  module: import.meta.url,
  open: (place) => openFolderObjects({ folder: place, clock: systemClock, random: systemRandom }),
};
