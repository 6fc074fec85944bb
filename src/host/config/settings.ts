import { BijouError, sentenceOf } from '../../kit/index.ts';
import { type Env, nameIn } from './env.ts';
import { configErrors } from './errors.ts';

/** One setting: where it comes from, and what it means. An empty variable is one that is not set. */
export interface Setting<Value> {
  readonly variable: string;
  /** Throws an Error whose message says what the text should be. */
  readonly parse: (text: string) => Value;
  readonly otherwise: Value;
  readonly help: string;
  /** What its value looks like in a file, as JSON Schema; without it, it stands in none. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Between the parts of a list. */
  readonly separator?: string;
  /** What it says is not repeated in an error. */
  readonly isSecret?: true;
}

export type Settings<Values> = { readonly [Name in keyof Values]: Setting<Values[Name]> };

/** Reads settings. Throws one `config.invalid` that names every bad one. */
export function readSettings<Values extends object>(env: Env, settings: Settings<Values>): Values {
  const faults: string[] = [];
  const values: Partial<Values> = {};
  for (const name of Object.keys(settings) as (keyof Values & string)[]) {
    const { variable, parse, otherwise, isSecret } = settings[name];
    const text = env[variable]?.trim();
    try {
      values[name] = text === undefined || text === '' ? otherwise : parse(text);
    } catch (error) {
      const named = nameIn(env, variable);
      const what = isSecret ? `${named} cannot be used` : `${named} is "${text}"`;
      faults.push(`${what}: ${sentenceOf(error)}.`);
    }
  }
  if (faults.length > 0) throw invalid(faults);
  return values as Values;
}

/** Runs several readers and throws one `config.invalid` with what all of them found wrong. */
export function readAll<Values extends object>(
  readers: { readonly [Name in keyof Values]: () => Values[Name] },
): Values {
  const faults: string[] = [];
  const values: Partial<Values> = {};
  for (const name of Object.keys(readers) as (keyof Values & string)[]) {
    try {
      values[name] = readers[name]();
    } catch (error) {
      if (!(error instanceof BijouError)) throw error;
      faults.push(...String(error.details.faults ?? error.message).split('\n'));
    }
  }
  if (faults.length > 0) throw invalid(faults);
  return values as Values;
}

/** One error for all faults; what two readers find wrong with the same setting is said once. */
export function invalid(found: readonly string[]): Error {
  const faults = [...new Set(found)];
  return configErrors.error('config.invalid', { why: faults.join(' '), faults: faults.join('\n') });
}
