import type { Clock } from '../../kit/index.ts';
import type { AbrManager, StreamingConfiguration } from '../shaka/library.ts';

/** What a manager is given of the world around it. */
export interface AbrSurroundings {
  readonly clock: Clock;
  /** Sets how many seconds are to lie ahead of the picture on screen. */
  readonly setGoal: (seconds: number) => void;
  /** Bits a second that the network carried when it was last measured; undefined where it never was. */
  readonly remembered: number | undefined;
}

/**
 * How rungs are chosen and how much is buffered: one object, so that another can be put in its place and compared.
 * A manager speaks to Shaka, but need not be Shaka's.
 */
export interface Abr {
  readonly name: string;
  /** A fresh one for each film. */
  manager(surroundings: AbrSurroundings): AbrManager;
  readonly buffer: Partial<StreamingConfiguration>;
}

export { houseAbr } from './house.ts';
