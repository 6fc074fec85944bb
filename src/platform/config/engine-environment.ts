import { z } from 'zod';
import type { Env } from '../../host/index.ts';
import type { EnginePortName } from '../engines/ports/index.ts';
import { adaptersOf, type Section } from './engine-choices.ts';
import { engineVariable } from './names.ts';

/**
 * A port's section as the environment has it: `BIJOU_SQL_ADAPTER`, and each option as `BIJOU_SQL_…`. Lists are separated
 * by commas, what has parts of its own is JSON, and a secret stands in `BIJOU_SQL_PASSWORD` or, if that ends in `_FILE`,
 * in a file. `adapter` is what the configuration file says, if it says any.
 */
export function sectionOf(
  env: Env,
  { port, adapter }: { readonly port: EnginePortName; readonly adapter: string },
): Section {
  if (!Object.keys(env).some((variable) => variable.startsWith(engineVariable(port, '')))) return {};
  const named = env[engineVariable(port, 'adapter')]?.trim() || undefined;
  const options = adaptersOf(port)[named ?? adapter]?.options;
  const found: Record<string, unknown> = named === undefined ? {} : { adapter: named };
  for (const [option, shape] of Object.entries(options === undefined ? {} : shapesOf(options))) {
    const variable = engineVariable(port, option);
    const text = textIn(env, variable);
    if (isSecretShape(shape)) {
      const file = textIn(env, `${variable}_FILE`);
      if (file !== undefined) found[option] = { file };
      else if (text !== undefined) found[option] = { env: variable };
    } else if (text !== undefined) found[option] = readAs(text, shape);
  }
  return found;
}

/** Part of JSON Schema that matters here. */
interface Shape {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
}

function shapesOf(options: z.ZodObject): Readonly<Record<string, Shape>> {
  return (z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }) as Shape).properties ?? {};
}

function isSecretShape({ anyOf = [] }: Shape): boolean {
  return anyOf.length === 2 && anyOf.every(({ properties = {} }) => 'file' in properties || 'env' in properties);
}

/** What the text means where such a value is asked for; what it cannot mean is left for the schema to refuse. */
function readAs(text: string, shape: Shape): unknown {
  const types = [shape, ...(shape.anyOf ?? [])].flatMap(({ type }) => type ?? []);
  if (/^[[{]/.test(text)) return jsonOr(text);
  if (types.includes('array')) return text.split(',').map((part) => part.trim());
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return text === 'true';
  if ((types.includes('number') || types.includes('integer')) && Number.isFinite(Number(text))) return Number(text);
  return text;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textIn(env: Env, variable: string): string | undefined {
  const text = env[variable]?.trim();
  return text === '' ? undefined : text;
}
