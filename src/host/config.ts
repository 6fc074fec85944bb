import { BijouError, sentenceOf } from '../kit/index.ts';
import { configErrors } from './config-errors.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** One setting: where it comes from, and what it means. An empty variable is one that is not set. */
export interface Setting<Value> {
  readonly variable: string;
  /** Throws an Error whose message says what the text should be. */
  readonly parse: (text: string) => Value;
  readonly otherwise: Value;
  /** What it says is not repeated in an error. */
  readonly isSecret?: true;
}

export type Settings<Values> = { readonly [Name in keyof Values]: Setting<Values[Name]> };

/** Reads settings from the environment. Throws one `config.invalid` that names every bad variable. */
export function readSettings<Values extends object>(env: Env, settings: Settings<Values>): Values {
  const faults: string[] = [];
  const values: Partial<Values> = {};
  for (const name of Object.keys(settings) as (keyof Values & string)[]) {
    const { variable, parse, otherwise, isSecret } = settings[name];
    const text = env[variable]?.trim();
    try {
      values[name] = text === undefined || text === '' ? otherwise : parse(text);
    } catch (error) {
      const what = isSecret ? `${variable} cannot be used` : `${variable} is "${text}"`;
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

/** What two readers find wrong with the same setting is said once. */
function invalid(found: readonly string[]): Error {
  const faults = [...new Set(found)];
  return configErrors.error('config.invalid', { why: faults.join(' '), faults: faults.join('\n') });
}

/** Any text. */
export function textSetting<Value extends string | undefined>(
  variable: string,
  otherwise: Value,
): Setting<string | Value> {
  return { variable, otherwise, parse: (text) => text };
}

/** A whole number within bounds, both included. */
export function integerSetting(
  variable: string,
  { otherwise, min, max }: { readonly otherwise: number; readonly min: number; readonly max: number },
): Setting<number> {
  return {
    variable,
    otherwise,
    parse(text) {
      const value = Number(text);
      if (/^-?\d+$/.test(text) && value >= min && value <= max) return value;
      throw new Error(`it should be a whole number from ${min} to ${max}`);
    },
  };
}

/** `true`, `false`, `1`, `0`, `yes`, `no`, `on`, `off`. */
export function switchSetting(variable: string, otherwise: boolean): Setting<boolean> {
  return {
    variable,
    otherwise,
    parse(text) {
      if (/^(?:true|1|yes|on)$/i.test(text)) return true;
      if (/^(?:false|0|no|off)$/i.test(text)) return false;
      throw new Error('it should be true or false');
    },
  };
}

/** One of a few words. */
export function choiceSetting<const Word extends string>(
  variable: string,
  { otherwise, words }: { readonly otherwise: NoInfer<Word>; readonly words: readonly Word[] },
): Setting<Word> {
  return {
    variable,
    otherwise,
    parse(text) {
      const word = words.find((one) => one === text);
      if (word !== undefined) return word;
      throw new Error(`it should be one of ${words.join(', ')}`);
    },
  };
}

/** Parts separated by commas; white space around them does not count. */
export function listSetting<Item>(
  variable: string,
  { otherwise, item }: { readonly otherwise: readonly Item[]; readonly item: (text: string) => Item },
): Setting<readonly Item[]> {
  return {
    variable,
    otherwise,
    parse: (text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(item),
  };
}

/** Bytes: `1048576`, `512M`, `2 GiB`, `1.5G`. Units are powers of 1024. */
export function bytesSetting(
  variable: string,
  { otherwise, min = 0 }: { readonly otherwise: number; readonly min?: number },
): Setting<number> {
  return {
    variable,
    otherwise,
    parse(text) {
      const match = /^(\d+(?:\.\d+)?)\s*([kmgt])?(?:i?b)?$/i.exec(text);
      const power = ['', 'k', 'm', 'g', 't'].indexOf((match?.[2] ?? '').toLowerCase());
      const bytes = match === null ? Number.NaN : Math.floor(Number(match[1]) * 1024 ** power);
      if (bytes >= min) return bytes;
      throw new Error(`it should be a number of bytes such as 512M or 2G${min > 0 ? `, at least ${min}` : ''}`);
    },
  };
}
