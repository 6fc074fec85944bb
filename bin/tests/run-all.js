// Runs jobs side by side as the processors allow, tells each as it ends, and all of them in a table at the end.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { areThere, startersOf } from '../setup/starters.js';
import { watchTrees } from './cpu.js';
import { learn, readFigures } from './figures.js';
import { runFile } from './run-file.js';
import { nextFile } from './schedule.js';
import { sweepMade } from './sweep.js';
import { tableOf, tellEnded } from './tell.js';

/** @typedef {import('./run-file.js').Job} Job */
/** @typedef {import('./run-file.js').Ended} Ended */

/**
 * Tests share the machine with whatever else it does just then, so files of which one fails are told a second time, by
 * themselves: what fails again is broken, and what does not is named, for whoever mends it.
 * @param {readonly Job[]} jobs
 * @param {{ tellAll?: boolean }} [how] With the output of what passed, too.
 * @returns {Promise<number>} 0 where every file passed at last.
 */
export async function runAll(jobs, { tellAll = false } = {}) {
  const scratch = mkdtempSync(join(tmpdir(), 'bijou-tests-'));
  const began = performance.now();
  try {
    const first = await runSideBySide(jobs, { scratch, tellAll, cores: availableParallelism() });
    const failed = first.filter(({ ok }) => !ok).map(({ name }) => name);
    if (failed.length > 0) console.log(`\nThese failed, and are told once more:\n  ${failed.join('\n  ')}\n`);
    const again = jobs.filter(({ name }) => failed.includes(name));
    const second = await runSideBySide(again, { scratch, tellAll, cores: 0 });
    const mending = second.filter(({ ok }) => ok).map(({ name }) => name);
    const broken = second.filter(({ ok }) => !ok).map(({ name }) => name);
    learn([...first, ...second].filter(({ ok }) => ok));
    sweepMade();
    console.log(tableOf([...first, ...second], { wall: (performance.now() - began) / 1000 }));
    if (mending.length > 0) console.log(`\nPassed the second time, and want mending:\n  ${mending.join('\n  ')}\n`);
    if (broken.length > 0) console.log(`\nFailed twice:\n  ${broken.join('\n  ')}\n`);
    return broken.length > 0 ? 1 : 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * @param {readonly Job[]} jobs
 * @param {{ scratch: string, tellAll: boolean, cores: number }} how With no cores at all, one file after the other.
 * @returns {Promise<readonly Ended[]>}
 */
async function runSideBySide(jobs, { scratch, tellAll, cores }) {
  const expected = readFigures();
  const trees = watchTrees();
  const waiting = new Map(jobs.map((job) => [job.name, job]));
  /** @type {Map<string, { ended: Promise<Ended>, kill: () => void }>} */
  const running = new Map();
  const stopListening = endWithStarter(() => {
    for (const { kill } of running.values()) kill();
  });
  /** @type {Ended[]} */
  const all = [];
  while (waiting.size + running.size > 0) {
    for (;;) {
      const name = nextFile([...waiting.keys()], [...running.keys()], { cores, expected });
      const job = name === undefined ? undefined : waiting.get(name);
      if (job === undefined) break;
      waiting.delete(job.name);
      running.set(job.name, runFile(job, { scratch, trees }));
    }
    const ended = await Promise.race([...running.values()].map((run) => run.ended));
    running.delete(ended.name);
    all.push(ended);
    tellEnded(ended, { tellAll, done: all.length, of: jobs.length });
  }
  trees.stop();
  stopListening();
  return all;
}

/** On a signal, and where whoever started us has gone. @param {() => void} killAll */
function endWithStarter(killAll) {
  const leave = () => {
    killAll();
    process.exit(143);
  };
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, leave);
  const starters = startersOf(process.env);
  const look = setInterval(() => {
    if (!areThere(starters)) leave();
  }, 1_000);
  return () => {
    clearInterval(look);
    for (const signal of signals) process.off(signal, leave);
  };
}
