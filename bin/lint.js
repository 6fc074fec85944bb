// `npm run lint`: what Biome finds, and then what oxlint finds with the compiler's own types: promises that nobody waits
// for.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bringDependencies } from './setup/dependencies.js';
import { root } from './setup/our-node.js';

if (!existsSync(join(root, 'node_modules', 'oxlint-tsgolint'))) await bringDependencies();
for (const [program, ...words] of [
  ['biome', 'check', '--error-on-warnings', '.'],
  ['oxlint', '--type-aware', '--quiet'],
]) {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', program), words, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
