import type { AbrConfiguration, AbrManager, Shaka, StreamingConfiguration } from '../shaka/library.ts';

/**
 * How rungs are chosen and how much is buffered: one object, so that another can be put in its place and compared.
 * An implementation of our own is an AbrManager that does not use Shaka's.
 */
export interface Abr {
  readonly name: string;
  /** A fresh one for each film. */
  manager(shaka: Shaka): AbrManager;
  readonly choice: Partial<AbrConfiguration>;
  readonly buffer: Partial<StreamingConfiguration>;
}

export { throughputAbr } from './throughput.ts';
