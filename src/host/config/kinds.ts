// The kinds of settings that there are.
import type { Setting } from './settings.ts';

interface About<Value> {
  readonly otherwise: Value;
  /** What it is for, in a line; editors show it. */
  readonly help: string;
}

/** Any text. */
export function textSetting<Value extends string | undefined>(
  variable: string,
  { otherwise, help }: About<Value>,
): Setting<string | Value> {
  return { variable, otherwise, help, schema: { type: 'string' }, parse: (text) => text };
}

/** A whole number within bounds, both included. */
export function integerSetting(
  variable: string,
  { otherwise, help, min, max }: About<number> & { readonly min: number; readonly max: number },
): Setting<number> {
  return {
    variable,
    otherwise,
    help,
    schema: { type: 'integer', minimum: min, maximum: max },
    parse(text) {
      const value = Number(text);
      if (/^-?\d+$/.test(text) && value >= min && value <= max) return value;
      throw new Error(`it should be a whole number from ${min} to ${max}`);
    },
  };
}

/** `true`, `false`, `1`, `0`, `yes`, `no`, `on`, `off`. */
export function switchSetting(variable: string, { otherwise, help }: About<boolean>): Setting<boolean> {
  return {
    variable,
    otherwise,
    help,
    schema: { type: 'boolean' },
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
  { otherwise, help, words }: About<NoInfer<Word>> & { readonly words: readonly Word[] },
): Setting<Word> {
  return {
    variable,
    otherwise,
    help,
    schema: { enum: words },
    parse(text) {
      const word = words.find((one) => one === text);
      if (word !== undefined) return word;
      throw new Error(`it should be one of ${words.join(', ')}`);
    },
  };
}

/** Parts separated by commas, or what is said; white space around them does not count. In a file, an array. */
export function listSetting<Item>(
  variable: string,
  {
    otherwise,
    help,
    item,
    separator = ',',
  }: About<readonly Item[]> & { readonly item: (text: string) => Item; readonly separator?: string },
): Setting<readonly Item[]> {
  return {
    variable,
    otherwise,
    help,
    schema: { type: 'array', items: { type: 'string' } },
    separator,
    parse: (text) =>
      text
        .split(separator)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(item),
  };
}

/** Bytes: `1048576`, `512M`, `2 GiB`, `1.5G`. Units are powers of 1024. */
export function bytesSetting(
  variable: string,
  { otherwise, help, min = 0 }: About<number> & { readonly min?: number },
): Setting<number> {
  return {
    variable,
    otherwise,
    help,
    schema: { type: ['string', 'integer'] },
    parse(text) {
      const match = /^(\d+(?:\.\d+)?)\s*([kmgt])?(?:i?b)?$/i.exec(text);
      const power = ['', 'k', 'm', 'g', 't'].indexOf((match?.[2] ?? '').toLowerCase());
      const bytes = match === null ? Number.NaN : Math.floor(Number(match[1]) * 1024 ** power);
      if (bytes >= min) return bytes;
      throw new Error(`it should be a number of bytes such as 512M or 2G${min > 0 ? `, at least ${min}` : ''}`);
    },
  };
}

/** For tests, or a secret: it stands in the environment, and in no file that is shown and copied. */
export function environmentOnly<Value>({ schema: _, ...setting }: Setting<Value>): Setting<Value> {
  return setting;
}
