import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { configInvalid, type Env, type FileSetting, type Setting } from '../../host/index.ts';
import { sentenceOf } from '../../kit/index.ts';
import { enginePortNames } from '../engines/ports/index.ts';
import type { Section } from './engine-choices.ts';
import { placesIn } from './json-places.ts';
import { fileName } from './names.ts';

const usualName = 'bijou.config.json';

/** What a configuration file says. */
export interface ConfigFile {
  readonly path: string;
  readonly settings: readonly FileSetting[];
  /** By port, as they were written. */
  readonly engines: Readonly<Record<string, Section>>;
  /** Where a value stands, for whoever is to mend it: `engines.sql.writer in bijou.config.json (line 7)`. */
  placeOf(path: readonly PropertyKey[]): string;
}

/**
 * Reads the configuration file that was named, by `--config` or `BIJOU_CONFIG`, else `bijou.config.json` in the working
 * folder; undefined where there is none. Errors: `config.invalid`, with the place of each mistake.
 */
export function readConfigFile(
  env: Env,
  {
    named = env.BIJOU_CONFIG,
    known,
  }: { readonly named?: string | undefined; readonly known: readonly Setting<unknown>[] },
): ConfigFile | undefined {
  const isNamed = named !== undefined && named.trim() !== '';
  const path = resolve(isNamed ? named.trim() : usualName);
  if (!isNamed && !existsSync(path)) return undefined;
  const text = readText(path);
  const json = parsed(text, path);
  const lines = placesIn(text);
  const placeOf = (parts: readonly PropertyKey[]): string => {
    const dotted = parts.map(String);
    // What is missing stands where it ought to stand: in the innermost part that is there.
    const there = dotted.map((_, at) => dotted.slice(0, dotted.length - at).join('.')).find((name) => lines.has(name));
    const line = there === undefined ? '' : ` (line ${lines.get(there)})`;
    return `${dotted.join('.') || 'What it says'} in ${basename(path)}${line}`;
  };
  const { $schema: _, engines = {}, ...rest } = json;
  const faults: string[] = [];
  const settings = Object.entries(rest).flatMap(([name, value]) => {
    const setting = known.find(({ variable, schema }) => schema !== undefined && fileName(variable) === name);
    const place = placeOf([name]);
    const written = setting === undefined ? undefined : textOf(value, setting);
    if (setting === undefined) faults.push(`${place} is no setting.${nearest(name, known)}`);
    else if (written === undefined)
      faults.push(`${place} is ${JSON.stringify(value)}: it should be ${typeIn(setting)}.`);
    return setting === undefined || written === undefined ? [] : [{ variable: setting.variable, text: written, place }];
  });
  if (!isObject(engines)) faults.push(`${placeOf(['engines'])} should be an object with a section for each port.`);
  for (const [port, section] of Object.entries(isObject(engines) ? engines : {})) {
    if (!(enginePortNames as readonly string[]).includes(port))
      faults.push(`${placeOf(['engines', port])} is no port: there are ${enginePortNames.join(', ')}.`);
    else if (!isObject(section)) faults.push(`${placeOf(['engines', port])} should be an object, as { "adapter": … }.`);
  }
  if (faults.length > 0) throw configInvalid(faults);
  return { path, settings, engines: engines as Record<string, Section>, placeOf };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw configInvalid([`The configuration ${path} was named, and ${why}.`]);
  }
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    if (isObject(json)) return json;
  } catch (error) {
    throw configInvalid([`${path} is not JSON: ${sentenceOf(error)}.`]);
  }
  throw configInvalid([`${path} should be an object, as { "port": 8080 }.`]);
}

/** As the environment would have it. Undefined where it is of another type. */
function textOf(value: unknown, { schema, separator = ',' }: Setting<unknown>): string | undefined {
  if (schema?.type === 'array')
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(separator) : undefined;
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function typeIn({ schema }: Setting<unknown>): string {
  if (schema?.type === 'array') return 'a list of texts';
  return schema?.type === 'boolean' ? 'true or false' : 'a text or a number';
}

/** Names the setting that was probably meant. */
function nearest(name: string, known: readonly Setting<unknown>[]): string {
  const names = known.filter(({ schema }) => schema !== undefined).map(({ variable }) => fileName(variable));
  const alike = names.find((one) => one.toLowerCase() === name.toLowerCase().replace(/^bijou_?|_/g, ''));
  return alike === undefined ? ` There are ${names.join(', ')}, and engines.` : ` Did you mean ${alike}?`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
