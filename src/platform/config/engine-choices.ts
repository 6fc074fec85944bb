import type { z } from 'zod';
import type { EnginePort } from '../engines/port.ts';
import { type EnginePortName, enginePortNames, enginePorts } from '../engines/ports/index.ts';

/** Which adapter a port has, and what that adapter's own schema made of its section. */
export interface EngineChoice {
  readonly adapter: string;
  readonly options: unknown;
}

export type EngineChoices = Readonly<Record<EnginePortName, EngineChoice>>;

/** A section as it was written: `{ "adapter": "mysql", … }`. */
export type Section = Readonly<Record<string, unknown>>;

export interface Fault {
  /** From the section on: `['writer']`. */
  readonly path: readonly PropertyKey[];
  readonly why: string;
}

/** The adapters that a port can have. */
export const adaptersOf = (port: EnginePortName): EnginePort<never, never>['adapters'] =>
  (enginePorts[port] as unknown as EnginePort<never, never>).adapters;

/** What everybody has who says nothing: all lies in the data folder. */
export const embeddedChoices = Object.fromEntries(
  enginePortNames.map((port) => [port, { adapter: enginePorts[port].embedded, options: {} }]),
) as Record<EnginePortName, EngineChoice>;

/** Reads one port's section. `faults` is told what is wrong with it. */
export function readChoice(
  port: EnginePortName,
  { section, faults }: { readonly section: Section; readonly faults: (fault: Fault) => void },
): EngineChoice {
  const { adapter: name = enginePorts[port].embedded, ...rest } = section;
  const known = Object.keys(adaptersOf(port));
  const found = typeof name === 'string' && known.includes(name) ? adaptersOf(port)[name] : undefined;
  if (found === undefined) {
    faults({ path: ['adapter'], why: `it should be one of ${known.join(', ')}` });
    return embeddedChoices[port];
  }
  const { success, data, error } = found.options.safeParse(rest);
  if (success) return { adapter: String(name), options: data };
  for (const issue of error.issues) for (const fault of faultsOf(issue, found.options)) faults(fault);
  return embeddedChoices[port];
}

function faultsOf(issue: z.core.$ZodIssue, options: z.ZodObject): readonly Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      why: `there is no such option${issue.path.length === 0 ? `; there are ${Object.keys(options.shape).join(', ') || 'none here'}` : ''}`,
    }));
  const isMissing = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  return [{ path: issue.path, why: isMissing ? 'it is needed, and missing' : sentenceOfIssue(issue) }];
}

function sentenceOfIssue({ message }: z.core.$ZodIssue): string {
  const [first = '', ...more] = [...message];
  return /^it /i.test(message) ? message : [first.toLowerCase(), ...more].join('');
}
