// Runs a test file, or another check, as a process of its own with everything it starts, and says what it took.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ourNode, root } from '../setup/our-node.js';
import { cacheFolder } from './cache-folder.js';
import { childrenSeconds, timed } from './cpu.js';

/**
 * @typedef {object} Job
 * @property {string} name What it is called: a test file's path from the root, with what is special about this run.
 * @property {string} [file] The test file's path from the root.
 * @property {readonly string[]} [command] Of a check that is no test file.
 * @property {Readonly<Record<string, string>>} [env] Beside that of this process.
 * @property {number} limitMs What one test may take.
 */

/**
 * @typedef {object} Ended
 * @property {string} name
 * @property {boolean} ok
 * @property {number} wall Seconds.
 * @property {number | undefined} cpu Seconds, of the whole tree; undefined where the system does not tell.
 * @property {string} output
 * @property {{ tests: number, skipped: number } | undefined} counts
 */

/**
 * @param {Job} job
 * @param {{ scratch: string, trees: ReturnType<typeof import('./cpu.js').watchTrees> }} around
 * @returns {{ ended: Promise<Ended>, kill: () => void }}
 */
export function runFile(job, { scratch, trees }) {
  const place = join(scratch, job.name.replaceAll(/[^\w.]/g, '_'));
  const [command = '', ...args] = timed(job.command ?? commandOf(job, place), `${place}.times`);
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: root,
    // Below another run of Node's tests, a file would tell its results to that one.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_COMPILE_CACHE: cacheFolder('compiled'), ...job.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it can be ended with all that it started.
    detached: process.platform !== 'win32',
  });
  if (child.pid !== undefined) trees.begin(child.pid);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (/** @type {string} */ text) => {
      output += text;
    });
  }
  const kill = () => killGroup(child);
  // Each test has its own limit; this one is for what blocks the process that would hold it.
  const late = setTimeout(() => {
    output += `\nNot ended after ${Math.round((2 * job.limitMs) / 60_000)} minutes: killed.\n`;
    kill();
  }, 2 * job.limitMs);
  /** @type {Promise<Ended>} */
  const ended = new Promise((settle) => {
    child.once('error', (error) => {
      output += `${error.message}\n`;
    });
    child.once('close', (code) => {
      clearTimeout(late);
      const wall = (performance.now() - began) / 1000;
      const cpu = trees.end(child.pid ?? 0, childrenSeconds(`${place}.times`));
      const counts = job.command === undefined ? countsIn(`${place}.counts`) : undefined;
      const told = job.command !== undefined || (counts !== undefined && counts.tests > 0);
      if (code === 0 && !told) output += '\nIt told no test.\n';
      settle({ name: job.name, ok: code === 0 && told, wall, cpu, output, counts });
    });
    // Whoever a test left behind may hold its output open.
    child.once('exit', () => setTimeout(() => destroyStreams(child), 2_000).unref());
  });
  return { ended, kill };
}

/** @param {Job} job @param {string} place */
function commandOf(job, place) {
  return [
    ourNode() ?? process.execPath,
    // A file ends with its last test.
    '--test-force-exit',
    `--test-timeout=${job.limitMs}`,
    ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
    ...[`--test-reporter=${join(root, 'bin', 'tests', 'reporter.js')}`, `--test-reporter-destination=${place}.counts`],
    resolve(root, job.file ?? job.name),
  ];
}

/** @param {string} file */
function countsIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {import('node:child_process').ChildProcess} child */
function destroyStreams(child) {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/** @param {import('node:child_process').ChildProcess} child */
function killGroup(child) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
