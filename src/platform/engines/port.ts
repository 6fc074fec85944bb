import type { z } from 'zod';
import type { Examine } from '../../engines/connection/index.ts';
import type { Dice, Logger } from '../../host/index.ts';
import type { Clock, Random } from '../../kit/index.ts';
import type { CallPorts } from './calls.ts';

/** What any adapter may be opened with. */
export interface Opening {
  /** The data folder, where embedded engines keep what they keep. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** One way in which a port can be had. */
export interface Adapter<Needs, Engine> {
  /** What its section of the configuration may say; nothing where everything lies in the data folder. */
  readonly options: z.ZodObject;
  open(options: unknown, opening: Opening & Needs): Promise<Engine>;
  /** How `bijou doctor` looks at its server. */
  readonly examine?: () => Promise<Examine<unknown>>;
}

/** A port, the adapters it can be had of, and what stands around each of them. */
export interface EnginePort<Needs, Engine> {
  readonly adapters: Readonly<Record<string, Adapter<Needs, Engine>>>;
  /** The adapter on one machine, where nothing else is said. */
  readonly embedded: string;
  /** The engine as a network may have it behave. */
  trial(engine: Engine, ports: { readonly dice: Dice; readonly clock: Clock }): Engine;
  /** The engine as services have it: measured, and tried again where that helps. */
  called(engine: Engine, ports: CallPorts): Engine;
}

interface Typed<Options extends z.ZodObject, Needs, Engine> {
  readonly options: Options;
  open(options: z.output<Options>, opening: Opening & Needs): Promise<Engine>;
  readonly examine?: () => Promise<Examine<z.output<Options>>>;
}

/** Forgets the type of the options, which only the adapter's own schema makes. */
export function adapter<Options extends z.ZodObject, Needs, Engine>(
  typed: Typed<Options, Needs, Engine>,
): Adapter<Needs, Engine> {
  return typed as Adapter<Needs, Engine>;
}
