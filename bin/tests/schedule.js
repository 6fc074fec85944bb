// Which file runs next. What computes fills the processors; what waits runs beside it; and nothing that computes is put
// beside a browser which would then be late for everything.

/**
 * @typedef {object} Expected What a file is known to take.
 * @property {number} wall Seconds from its start to its end.
 * @property {number} cpu Seconds of processors.
 */

/** Of files that nobody has seen yet: the dear ones are known. @type {Expected} */
export const unknown = { wall: 4, cpu: 4 };

/** A browser answers late where it has less than this, whatever it takes on average. */
const browserNeeds = 0.8;
const leastLoad = 0.05;
/** Loads are averages, and files do not compute all at the same time. */
const slack = 1.15;

/**
 * How many processors a file keeps busy.
 * @param {string} name
 * @param {Expected} expected
 */
export function loadOf(name, { wall, cpu }) {
  const load = Math.max(leastLoad, cpu / Math.max(wall, 0.1));
  return name.includes('browser') ? Math.max(browserNeeds, load) : load;
}

/**
 * The longest file that the processors have room for beside what runs; undefined where there is none.
 * @param {readonly string[]} waiting
 * @param {readonly string[]} running
 * @param {{ cores: number, expected: (name: string) => Expected }} machine
 * @returns {string | undefined}
 */
export function nextFile(waiting, running, { cores, expected }) {
  const load = (/** @type {string} */ name) => Math.min(cores, loadOf(name, expected(name)));
  const busy = running.reduce((sum, name) => sum + load(name), 0);
  if (running.length > 2 * cores) return undefined;
  return waiting
    .toSorted((a, b) => expected(b).wall - expected(a).wall)
    .find((name) => running.length === 0 || busy + load(name) <= cores * slack);
}
