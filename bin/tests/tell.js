// What a run of tests prints.

/** @typedef {import('./run-file.js').Ended} Ended */

const dearest = 20;

/**
 * A line a file; what failed with everything it printed.
 * @param {Ended} ended
 * @param {{ tellAll: boolean, done: number, of: number }} run
 */
export function tellEnded({ name, ok, wall, cpu, output, counts }, { tellAll, done, of }) {
  if (!ok || tellAll) console.log(output.trimEnd());
  const tests = counts === undefined ? '' : `${counts.tests} tests, `;
  const skipped = counts === undefined || counts.skipped === 0 ? '' : `${counts.skipped} skipped, `;
  const figures = `${tests}${skipped}${wall.toFixed(1)} s, ${cpu?.toFixed(1) ?? '?'} s of CPU`;
  console.log(`${ok ? '✓' : '✗'} ${String(done).padStart(String(of).length)}/${of} ${name} (${figures})`);
}

/**
 * The dearest files and the sum of all, so that a gate that grows slow is seen where it does.
 * @param {readonly Ended[]} all
 * @param {{ wall: number }} run Seconds of the whole.
 */
export function tableOf(all, { wall }) {
  const dear = all.toSorted((a, b) => costOf(b) - costOf(a)).slice(0, dearest);
  const rows = dear.map((ended) => row(ended.wall, ended.cpu, ended.name));
  const walls = all.reduce((sum, ended) => sum + ended.wall, 0);
  const cpus = all.every(({ cpu }) => cpu === undefined)
    ? undefined
    : all.reduce((sum, { cpu }) => sum + (cpu ?? 0), 0);
  return [
    `\nThe dearest files, in seconds:\n${'wall'.padStart(8)}${'CPU'.padStart(8)}`,
    ...rows,
    row(walls, cpus, `all ${all.length}, in ${minutes(wall)}${cpus === undefined ? '' : ` (CPU ${minutes(cpus)})`}`),
  ].join('\n');
}

/** @param {Ended} ended */
function costOf({ wall, cpu }) {
  return cpu ?? wall;
}

/** @param {number} wall @param {number | undefined} cpu @param {string} name */
function row(wall, cpu, name) {
  return `${wall.toFixed(1).padStart(8)}${(cpu?.toFixed(1) ?? '?').padStart(8)}  ${name}`;
}

/** @param {number} seconds */
function minutes(seconds) {
  return `${Math.floor(seconds / 60)} min ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
}
