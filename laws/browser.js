// Law 2: kit, contracts, media and player bundle for a browser, with nothing of Node in them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

export const browserRooms = ['kit', 'contracts', 'media', 'player'];

/** Resolves to sentences, one a room that does not bundle. */
export async function browserViolations(root) {
  const sentences = [];
  for (const room of browserRooms) {
    const entry = join(root, 'src', room, 'index.ts');
    if (!existsSync(entry)) {
      sentences.push(`src/${room} has no index.ts: a room has one front door.`);
      continue;
    }
    const why = await whyNot(entry, root);
    if (why !== undefined) sentences.push(`src/${room} does not bundle for a browser: ${why}`);
  }
  return sentences;
}

async function whyNot(entry, root) {
  const nodeModules = [];
  try {
    await build({
      configFile: false,
      root,
      logLevel: 'silent',
      build: { write: false, minify: false, lib: { entry, formats: ['es'] }, rollupOptions: { onwarn() {} } },
      plugins: [
        {
          name: 'no-node',
          enforce: 'pre',
          resolveId(id, importer) {
            if (id.startsWith('node:')) nodeModules.push(`${importer?.replace(`${root}/`, '')} imports ${id}`);
            return null;
          },
        },
      ],
    });
  } catch (error) {
    return error.message.split('\n')[0];
  }
  return nodeModules.length > 0 ? nodeModules.join(', ') : undefined;
}
