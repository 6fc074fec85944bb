// Runs the command line with our own Node 26: in this process where it is that Node already, else in its place.
import { spawn } from 'node:child_process';
import * as modules from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mainModule } from './built-program.js';
import { ourNode, root } from './our-node.js';
import { startersOf, startersVariable } from './starters.js';

const neededMajor = 26;
/** Tells the Node that takes over what to run: to look through all sources once is enough. */
const mainVariable = 'BIJOU_MAIN';

/**
 * For glibc, which keeps a pool of memory for each thread and gives little back of what was freed: fewer pools, and
 * thresholds that do not move. At rest Bijou holds a tenth less. For this process alone, not for what it starts.
 */
const allocator = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '524288', MALLOC_MMAP_THRESHOLD_: '1048576' };

/** Never resolves where another process takes over: that process's end is this one's. */
export async function runProgram(args) {
  const starters = startersOf(process.env);
  if (starters.length > 0) process.env[startersVariable] = starters.join();
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return runHere(args);
  const node = ourNode();
  if (node === undefined) {
    console.error(
      `Bijou needs Node ${neededMajor}, and its packaged one is not here (this is ${process.version} on ${process.platform}-${process.arch}). Run "npm install" again without --omit=optional, or install Node ${neededMajor}.`,
    );
    process.exit(1);
  }
  process.env[mainVariable] = mainModule();
  const argv = [node, join(root, 'bin', 'bijou.js'), ...args];
  Object.assign(process.env, allocator);
  if (typeof process.execve === 'function') process.execve(node, argv, process.env);
  process.env[startersVariable] = [process.pid, ...starters].join();
  handOver(node, argv.slice(1));
}

async function runHere(args) {
  callThisMachineDirectly();
  modules.enableCompileCache(join(root, 'node_modules', '.cache', 'bijou'));
  const found = process.env[mainVariable];
  if (found !== undefined) for (const name of [mainVariable, ...Object.keys(allocator)]) delete process.env[name];
  const { main } = await import(pathToFileURL(found ?? mainModule()).href);
  process.exitCode = await main(args);
}

// Where Node is told to go by a proxy (NODE_USE_ENV_PROXY), that is not for what we call on this very machine.
function callThisMachineDirectly() {
  const here = 'localhost,127.0.0.1,[::1],::1';
  const named = process.env.no_proxy || process.env.NO_PROXY || here;
  const direct = named.includes(here) ? named : `${named},${here}`;
  process.env.no_proxy = direct;
  process.env.NO_PROXY = direct;
}

function handOver(node, argv) {
  const child = spawn(node, argv, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
  child.on('error', (error) => {
    console.error(`Cannot start ${node}: ${error.message}`);
    process.exit(1);
  });
}
