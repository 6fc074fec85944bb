// The servers that stand for tests. `npm run engines -- up` starts them, and writes for each a file of the options that
// Bijou's adapter of it takes; BIJOU_REAL names their folder.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Options of a running server by its name in deploy/engines, as an adapter's schema takes them in. */
export function realOptions(server: string): Record<string, unknown> {
  const folder = process.env.BIJOU_REAL ?? '';
  const file = join(folder, `${server}.json`);
  if (folder === '' || !existsSync(file))
    throw new Error(`${server} does not run for tests: type "npm run real ${server}", which starts what is needed.`);
  return JSON.parse(readFileSync(file, 'utf8'));
}
