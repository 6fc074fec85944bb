// Brings the packages of a checkout: `npm ci`, once for each state of the lockfile, and again where some are missing.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './our-node.js';
import { run } from './run.js';

/** Settings of npm by which it would install less, elsewhere, or nothing. */
const leavesOut =
  /^(node_env|npm_config_(omit|only|production|include|optional|dry_run|package_lock_only|global|location))$/i;

/** Installs where that is needed. Ends the process with a sentence where npm cannot. */
export async function bringDependencies() {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules', '.bijou-lockfile');
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && missingPackages(root, lockfile).length === 0) {
    return;
  }
  console.log('Installing packages (npm ci). This happens once.');
  // What is stopped half way must not pass for whole.
  rmSync(stamp, { force: true });
  const { args, env } = installation(process.env);
  const code = await run('npm', args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const missing = code === 0 ? missingPackages(root, lockfile) : [];
  if (code !== 0 || missing.length > 0) {
    console.error(adviceFor(code, missing));
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/**
 * How npm is called. A checkout needs what its pages are built with, and the Node of this machine, whatever npm is told
 * to leave out elsewhere (`NODE_ENV=production`, `omit=dev`, `omit=optional`).
 * @param {Record<string, string | undefined>} env
 */
export function installation(env) {
  const kept = Object.entries(env).filter(([name]) => !leavesOut.test(name));
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const cache = env.npm_config_cache ?? join(env.HOME ?? homedir(), '.npm');
  const elsewhere = mayWrite(cache) ? [] : ['--cache', join(tmpdir(), 'bijou-npm')];
  return { args: [...args, ...elsewhere], env: Object.fromEntries(kept) };
}

/**
 * What the lockfile names for this machine and is not there. Of packages that are built for one kind of machine each,
 * the one for this must be there; where there are two (`-gnu`, `-musl`), either.
 * @param {string} folder
 * @param {string} lockfile
 */
export function missingPackages(folder, lockfile) {
  const isThere = (path) => existsSync(join(folder, path, 'package.json'));
  const wanted = new Map();
  for (const [path, { optional, link, os, cpu }] of Object.entries(JSON.parse(lockfile).packages ?? {})) {
    const isOurs = os?.includes(process.platform) && cpu?.includes(process.arch);
    if (path === '' || link === true || (optional === true && !isOurs)) continue;
    const kind = path.replace(/-(gnu|musl)$/, '');
    wanted.set(kind, wanted.get(kind) === true || isThere(path));
  }
  return [...wanted].filter(([, isHere]) => !isHere).map(([path]) => path);
}

// The folder itself, or where it is not there yet the first above that is.
function mayWrite(folder) {
  let found = folder;
  while (!existsSync(found) && dirname(found) !== found) found = dirname(found);
  try {
    accessSync(found, constants.W_OK);
    return statSync(found).isDirectory();
  } catch {
    return false;
  }
}

function adviceFor(code, missing) {
  if (code === undefined) return 'npm is not on the path, and the packages need it: install Node with its npm.';
  if (code !== 0) return 'The packages could not be installed; npm says why above. Mend that and type the same again.';
  return `npm left packages out: ${missing.slice(0, 3).join(', ')}. See "npm config list" for what makes it do so.`;
}
