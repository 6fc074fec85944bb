// `npm run trial`: journeys on engines that behave as networks may: answers lost after the effect, duplicates, other
// orders, delays, conflicts at commit. `-- --seeds=20` takes the chance of that many seeds, from --from on (1 unless told).
import { trials } from './tests/files.js';
import { runAll } from './tests/run-all.js';

const words = process.argv.slice(2);
const seeds = numberOf('seeds', 2);
const from = numberOf('from', 1);
process.exit(await runAll(trials(Array.from({ length: seeds }, (_, index) => from + index))));

/** @param {string} word @param {number} otherwise */
function numberOf(word, otherwise) {
  const given = words.find((one) => one.startsWith(`--${word}=`));
  return given === undefined ? otherwise : Number(given.slice(word.length + 3));
}
