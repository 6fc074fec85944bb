import { readFileSync } from 'node:fs';

/** The version of this package. Its package.json lies two folders above, in the sources and as built. */
export function version(): string {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
}
