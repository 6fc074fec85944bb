// Builds the pages of a checkout when their sources are newer than what was built.
import { join } from 'node:path';
import { isFresh } from './fresh.js';
import { root } from './our-node.js';
import { viteBuild } from './vite-build.js';

/** The last file that is built. */
const built = join(root, 'dist', 'web-drawn', 'draw.mjs');
const sources = ['vite.config.js', 'src/web', 'src/player', 'src/contracts', 'src/kit'];

export async function buildWebApp() {
  if (isFresh(built, sources)) return;
  console.log('Building the pages.');
  if ((await viteBuild('vite.config.js')) === 0) return;
  console.error('The pages could not be built; the lines above say why.');
  process.exit(1);
}
