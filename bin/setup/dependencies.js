// Brings the packages of a checkout: `npm ci`, once for each state of the lockfile.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './our-node.js';

const stamp = join(root, 'node_modules', '.bijou-lockfile');

/** Installs where the lockfile has changed since the last time. Ends the process with a sentence where npm cannot. */
export function bringDependencies() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Bringing the packages that Bijou is built on (npm ci). This happens once.');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('The packages could not be installed; npm says why above. Mend that and type the same again.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
