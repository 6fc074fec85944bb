// What no test has asked for in a while goes: the sources that made it are of the past.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.js';

const keptMs = 14 * 86_400_000;

/** @param {string} [folder] Where `madeOnce` keeps things. */
export function sweepMade(folder = cacheFolder('made')) {
  for (const name of namesIn(folder).filter((entry) => entry.endsWith('.done'))) {
    const done = join(folder, name);
    if (Date.now() - statSync(done).mtimeMs < keptMs) continue;
    rmSync(done, { force: true });
    rmSync(done.slice(0, -'.done'.length), { recursive: true, force: true });
  }
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
