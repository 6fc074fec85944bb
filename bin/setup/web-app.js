// Builds the pages of a checkout when their sources are newer than what was built.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ourNode, root } from './our-node.js';
import { run } from './run.js';

/** The last file that is built. */
const built = join(root, 'dist', 'web-drawn', 'draw.mjs');
const sources = ['web', 'player', 'contracts', 'kit'];

export async function buildWebApp() {
  if (existsSync(built) && newestSource() <= statSync(built).mtimeMs) return;
  console.log('Building the pages.');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const code = await run(ourNode() ?? process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    // The pages are built for readers, whatever the shell is set to.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (code !== 0) {
    console.error('The pages could not be built; the lines above say why.');
    process.exit(1);
  }
}

function newestSource() {
  let newest = statSync(join(root, 'vite.config.js')).mtimeMs;
  for (const room of sources) {
    for (const entry of readdirSync(join(root, 'src', room), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) newest = Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
    }
  }
  return newest;
}
