import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';

/** A word that only a server may see. Whatever prints it shows where it stands instead. */
export class Secret {
  readonly #read: () => string;
  readonly #place: string;

  constructor(place: string, read: () => string) {
    this.#place = place;
    this.#read = read;
  }

  /** Read anew each time: who changes the file changes the secret for the next connection. */
  reveal(): string {
    return this.#read();
  }

  toString(): string {
    return `(secret in ${this.#place})`;
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Where a secret stands: never itself, since settings are copied, committed and shown. */
export const secret = z
  .union(
    [
      z.strictObject({ file: z.string().min(1).describe('A file that holds nothing else.') }),
      z.strictObject({ env: z.string().min(1).describe('The name of an environment variable.') }),
    ],
    { error: 'it should say where the secret stands, as { "file": "/run/secrets/password" } or { "env": "PASSWORD" }' },
  )
  .transform((place, context) => {
    const found =
      'file' in place
        ? new Secret(place.file, () => readFileSync(place.file, 'utf8').trim())
        : new Secret(`$${place.env}`, () => process.env[place.env] ?? '');
    const why = faultOf(found);
    if (why === undefined) return found;
    context.addIssue({ code: 'custom', message: why });
    return z.NEVER;
  });

function faultOf(found: Secret): string | undefined {
  try {
    return found.reveal() === '' ? `there is nothing in ${found}` : undefined;
  } catch (error) {
    return `${found} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'})`;
  }
}
