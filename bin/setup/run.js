// Runs a program of the set-up that ends with us: on a signal, and where whoever started us has gone.
import { spawn } from 'node:child_process';
import { areThere, startersOf } from './starters.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const lookMs = 500;
const patienceMs = 2_000;

/**
 * Resolves to its exit code, or to undefined where it could not be started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number | undefined>}
 */
export function run(command, args, options) {
  const child = spawn(command, args, options);
  let leaving = false;
  const leave = () => {
    if (leaving) return;
    leaving = true;
    child.kill('SIGTERM');
    // npm puts back what it was replacing first, and takes its time. What is left half done is done again next time.
    setTimeout(() => child.kill('SIGKILL'), patienceMs);
  };
  for (const signal of signals) process.on(signal, leave);
  const starters = startersOf(process.env);
  const look = setInterval(() => {
    if (!areThere(starters)) leave();
  }, lookMs);
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', (code) => (leaving ? process.exit(143) : resolve(code ?? 1)));
  }).finally(() => {
    clearInterval(look);
    for (const signal of signals) process.off(signal, leave);
  });
}
