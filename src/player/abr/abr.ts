import type { Clock } from '../../kit/index.ts';
import type { AbrManager, StreamingConfiguration, Variant } from '../shaka/library.ts';
import type { Rung } from './choose.ts';

/** What a manager is given of the world around it. */
export interface AbrSurroundings {
  readonly clock: Clock;
  /** Sets how many seconds are to lie ahead of the picture on screen. */
  readonly setGoal: (seconds: number) => void;
  /** Bits a second that the network carries, as far as it is known; undefined where it never was. */
  readonly rate: () => number | undefined;
  /** Bytes that are still to come of the pictures on their way. */
  readonly left: () => number;
  readonly standing: Standing;
}

/**
 * What was chosen for a film before it had a screen. Shaka has one manager choose what is fetched first, and another
 * play it, which must not choose anew while that is on its way.
 */
export interface Standing {
  variant: Variant | undefined;
  /** Its size: what another version of the film begins with, too. */
  rung: Rung | undefined;
}

export interface RungManager extends AbrManager {
  /**
   * A segment of pictures was put where the screen finds it, and the next has not been asked for: in this moment
   * another rung costs nothing that has arrived.
   */
  betweenSegments(): void;
}

/**
 * How rungs are chosen and how much is buffered: one object, so that another can be put in its place and compared.
 * A manager speaks to Shaka, but need not be Shaka's.
 */
export interface Abr {
  readonly name: string;
  /** A fresh one for each film. */
  manager(surroundings: AbrSurroundings): RungManager;
  readonly buffer: Partial<StreamingConfiguration>;
}
