import { parseArgs } from 'node:util';
import { cliErrors } from './errors.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly help: string;
}

/** Options that every command of a running server takes. */
export const serverOptions = {
  url: { type: 'string', help: 'address of the server (default: the one on the data folder)' },
  token: { type: 'string', help: 'owner’s token, for a server on another machine (default: BIJOU_TOKEN)' },
  json: { type: 'boolean', help: 'print JSON' },
} as const satisfies Record<string, OptionSpec>;

/** Reads the words after a command. Errors: `cli.usage`. */
export function readArguments(words: readonly string[], specs: Readonly<Record<string, OptionSpec>>): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: Object.fromEntries(
        Object.entries(specs).map(([name, { type, multiple }]) => [name, { type, multiple: multiple ?? false }]),
      ),
      allowPositionals: true,
    });
    return { positionals, options: values as Arguments['options'] };
  } catch (error) {
    throw cliErrors.error('cli.usage', { why: firstSentence(error as Error) });
  }
}

export function textOption(given: Arguments, name: string): string | undefined {
  const value = given.options[name];
  return typeof value === 'string' ? value : undefined;
}

export function flag(given: Arguments, name: string): boolean {
  return given.options[name] === true;
}

/** Node goes on to explain how it reads words, which is seldom what was meant. */
function firstSentence({ message }: Error): string {
  return `${/^[^\n]*?(?=\.?(\n|$|\. To specify))/.exec(message)?.[0] ?? message}.`;
}

/** A title by its ID. Errors: `cli.usage`. */
export function titleId(word: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(word)) return word.toLowerCase();
  throw cliErrors.error('cli.usage', { why: `"${word}" is not the ID of a title; "bijou titles" lists them.` });
}

/** The IDs that a command takes, at least one. Errors: `cli.usage`. */
export function titleIds({ positionals }: Arguments): readonly string[] {
  if (positionals.length > 0) return positionals.map(titleId);
  throw cliErrors.error('cli.usage', { why: 'This command takes title IDs.' });
}

/** The one positional that a command needs. Errors: `cli.usage`. */
export function onePositional(given: Arguments, what: string): string {
  const [value, ...rest] = given.positionals;
  if (value === undefined || rest.length > 0)
    throw cliErrors.error('cli.usage', { why: `This command takes one ${what}.` });
  return value;
}
