// Which files a file can reach: by what it imports, starts or reads, as far as its text names it. Whatever looks like a
// path beside it counts, so that too much is taken for reachable and never too little.
import { dirname, join } from 'node:path';

const named = /['"`](\.\.?\/[^'"`\n$]*)['"`]/g;
const code = /\.([cm]?[jt]sx?)$/;
const reads = /\.([cm]?[jt]sx?|css|html)$/;
/** Modules are named without it where they are sources here and built elsewhere. */
const endings = ['', '.ts', '.tsx', '.js', '/index.ts'];

/** What starts the program or opens its pages reaches what it does not import. @type {readonly [RegExp, readonly RegExp[]][]} */
const unwritten = [
  [/^test\/support\/bijou\.ts$/, [/^src\/cli\/main\.ts$/]],
  [/^test\/browser\/launch\.ts$/, [/^src\/(web|player)\//]],
  [/^test\/browser\/.*\.test\.ts$/, [/^src\/(web|player)\//]],
  [/^test\/journeys\/package\.suite\.ts$/, [/^src\//, /^test\/journeys\/(stream|closed-doors)\.test\.ts$/]],
  [/^laws\//, [/^(src|docs|test|bench)\//]],
];

/**
 * @param {readonly string[]} files All there are, by their paths from the root.
 * @param {(file: string) => string} read
 * @returns {(from: string) => ReadonlySet<string>} What a file reaches, itself included.
 */
export function reachIn(files, read) {
  const all = new Set(files);
  /** @type {Map<string, readonly string[]>} */
  const arrows = new Map();
  const arrowsOf = (/** @type {string} */ file) => {
    const known = arrows.get(file) ?? [...writtenIn(file), ...unwrittenOf(file)];
    arrows.set(file, known);
    return known;
  };

  /** @param {string} file @returns {readonly string[]} */
  function writtenIn(file) {
    if (!reads.test(file)) return [];
    return [...read(file).matchAll(named)].flatMap(([, path = '']) => {
      const to = join(dirname(file), path).replace(/\/$/, '');
      const found = endings.map((ending) => to + ending).find((name) => all.has(name));
      return found === undefined ? files.filter((name) => name.startsWith(`${to}/`)) : [found];
    });
  }

  /** @param {string} file @returns {readonly string[]} */
  function unwrittenOf(file) {
    const patterns = unwritten.filter(([from]) => from.test(file)).flatMap(([, to]) => to);
    return patterns.length === 0 ? [] : files.filter((name) => patterns.some((to) => to.test(name)));
  }

  return (from) => {
    const seen = new Set([from]);
    for (const file of seen) for (const to of arrowsOf(file)) seen.add(to);
    return seen;
  };
}

/**
 * What is read and not imported, such as a style sheet or a fixture, is read by files beside it or above it.
 * @param {string} changed
 * @param {readonly string[]} files
 * @returns {readonly string[]}
 */
export function readersOf(changed, files) {
  if (code.test(changed)) return [changed];
  const folder = dirname(changed);
  const above = dirname(folder);
  return [changed, ...files.filter((file) => code.test(file) && [folder, above].includes(dirname(file)))];
}
