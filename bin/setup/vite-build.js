import { join } from 'node:path';
import { ourNode, root } from './our-node.js';
import { run } from './run.js';

/**
 * Builds what a configuration of Vite's says. Resolves to its exit code.
 * @param {string} config its file's name, in the checkout
 */
export function viteBuild(config) {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return run(ourNode() ?? process.execPath, [vite, 'build', '--config', config, '--logLevel', 'error'], {
    cwd: root,
    // It is built for readers, whatever the shell is set to.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
