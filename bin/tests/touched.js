// Which test files a change can have touched. A third of the others is told all the same, another one each day, so that
// what the arrows do not know comes to light within three.
import { readersOf } from './arrows.js';

/** What everything stands on. */
const everything = [
  /^(bin|laws|\.ci|test\/support)\//,
  /^[^/]+\.(json|js)$/,
  /(^|\/)tsconfig[^/]*\.json$/,
  /^\.(npmrc|gitattributes)$/,
];
/** What no test reads; what the laws read of it is a check of its own, and always told. */
const nothing = [/\.md$/, /^(docs|bench)\//, /^(LICENSE|\.gitignore)$/];

/** @typedef {{ told: readonly string[], today: readonly string[], left: readonly string[] }} Chosen */

/**
 * @param {readonly string[]} tests
 * @param {{ changed: readonly string[], files: readonly string[], reach: (from: string) => ReadonlySet<string>, day: number }} known
 * @returns {Chosen} What the change can have touched, what is told because it is the day's, what is left out.
 */
export function chooseTests(tests, { changed, files, reach, day }) {
  const matters = changed.filter((file) => !nothing.some((pattern) => pattern.test(file)));
  // What is gone has no text that would say who read it.
  const gone = matters.filter((file) => !files.includes(file) && !/\.([cm]?[jt]sx?)$/.test(file));
  if (gone.length > 0 || matters.some((file) => everything.some((pattern) => pattern.test(file))))
    return { told: tests, today: [], left: [] };
  const sources = new Set(matters.flatMap((file) => readersOf(file, files)));
  const isTouched = (/** @type {string} */ test) => [...reach(test)].some((file) => sources.has(file));
  const told = tests.filter(isTouched);
  const rest = tests.filter((test) => !told.includes(test));
  const isOfDay = (/** @type {string} */ test) => thirdOf(test) === day % 3;
  return { told, today: rest.filter(isOfDay), left: rest.filter((test) => !isOfDay(test)) };
}

/** @param {string} name */
function thirdOf(name) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003;
  return sum % 3;
}
