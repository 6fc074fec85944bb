// `npm run conformance`: runs each port's suite on each of its adapters and prints a table of both: how many cases passed,
// failed and were skipped, and why. The suites are `src/engines/<port>/<adapter>/conformance.test.ts`.
// Words narrow it to paths that contain one of them; --json prints one object of figures last.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { root } from './setup/our-node.js';

const limitMs = 900_000;
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const engines = join(root, 'src', 'engines');

/** @typedef {{ port: string, adapter: string, file: string }} Suite */
/** @typedef {{ passed: number, failed: string[], skipped: Map<string, number> }} Outcome */

const suites = found().filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
if (suites.length === 0) {
  console.error(`No conformance suite's path contains ${words.join(' or ')}.`);
  process.exit(1);
}

const outcomes = await told(suites);
console.log(table(suites, outcomes));
for (const line of [...reasons(suites, outcomes), ...failures(suites, outcomes)]) console.log(line);
const figures = figuresOf(suites, outcomes);
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
process.exit(figures.failed === 0 && figures.empty.length === 0 ? 0 : 1);

/** @returns {Suite[]} */
function found() {
  return foldersOf(engines).flatMap((port) =>
    foldersOf(join(engines, port))
      .map((adapter) => ({ port, adapter, file: join(engines, port, adapter, 'conformance.test.ts') }))
      .filter(({ file }) => existsSync(file)),
  );
}

/** @param {string} folder */
function foldersOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
}

/** Runs them one after the other, so that what one measures is not another's. @param {readonly Suite[]} all */
async function told(all) {
  /** @type {Map<string, Outcome>} */
  const outcomes = new Map(all.map(({ file }) => [file, { passed: 0, failed: [], skipped: new Map() }]));
  const stream = run({ files: all.map(({ file }) => file), concurrency: 1, timeout: limitMs });
  for await (const { type, data } of stream) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    // Cases stand in a file that several suites share; a suite that could not be read is a failure of its own file.
    const outcome = outcomes.get(data.entryFile ?? data.file ?? '');
    if (outcome === undefined || data.details.type === 'suite') continue;
    if (type === 'test:fail') outcome.failed.push(`${data.name}: ${causeOf(data.details.error)}`);
    else if (data.skip === undefined || data.skip === false) outcome.passed += 1;
    else {
      const why = data.skip === true ? 'no reason was given' : String(data.skip);
      outcome.skipped.set(why, (outcome.skipped.get(why) ?? 0) + 1);
    }
    process.stderr.write(type === 'test:fail' ? 'F' : '.');
  }
  process.stderr.write('\n');
  return outcomes;
}

/** @param {any} error */
function causeOf(error) {
  return String(error?.cause?.message ?? error?.message ?? error).split('\n')[0];
}

/** @param {readonly Suite[]} all @param {Map<string, Outcome>} outcomes */
function table(all, outcomes) {
  const adapters = [...new Set(all.map(({ adapter }) => adapter))].sort(lastTrial);
  const ports = [...new Set(all.map(({ port }) => port))];
  const cell = (/** @type {string} */ port, /** @type {string} */ adapter) => {
    const suite = all.find((each) => each.port === port && each.adapter === adapter);
    const outcome = suite && outcomes.get(suite.file);
    if (outcome === undefined) return '–';
    const skipped = skippedOf(outcome);
    const parts = [`${outcome.passed} passed`];
    if (skipped > 0) parts.push(`${skipped} skipped`);
    if (outcome.failed.length > 0) parts.push(`${outcome.failed.length} FAILED`);
    return parts.join(', ');
  };
  const rows = [['port', ...adapters], ...ports.map((port) => [port, ...adapters.map((each) => cell(port, each))])];
  const widths = ['port', ...adapters].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** @param {string} a @param {string} b */
function lastTrial(a, b) {
  return Number(a === 'trial') - Number(b === 'trial') || a.localeCompare(b);
}

/** @param {readonly Suite[]} all @param {Map<string, Outcome>} outcomes */
function reasons(all, outcomes) {
  const lines = all.flatMap(({ port, adapter, file }) =>
    [...(outcomes.get(file)?.skipped ?? [])].map(([why, count]) => `  ${port}/${adapter}: ${count} because ${why}`),
  );
  return lines.length === 0 ? [] : ['', 'Skipped:', ...lines];
}

/** @param {readonly Suite[]} all @param {Map<string, Outcome>} outcomes */
function failures(all, outcomes) {
  const lines = all.flatMap(({ port, adapter, file }) => {
    const outcome = outcomes.get(file);
    if (outcome !== undefined && outcome.passed + outcome.failed.length === 0)
      return [`  ${port}/${adapter}: ${relative(root, file)} told no test`];
    return (outcome?.failed ?? []).map((line) => `  ${port}/${adapter}: ${line}`);
  });
  return lines.length === 0 ? [] : ['', 'Failed:', ...lines];
}

/** @param {readonly Suite[]} all @param {Map<string, Outcome>} outcomes */
function figuresOf(all, outcomes) {
  const adapters = all.map(({ port, adapter, file }) => {
    const { passed = 0, failed = [], skipped = new Map() } = outcomes.get(file) ?? {};
    return { port, adapter, passed, failed: failed.length, skipped: Object.fromEntries(skipped) };
  });
  const sum = (/** @type {(each: (typeof adapters)[number]) => number} */ of) =>
    adapters.reduce((total, each) => total + of(each), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: all.reduce((total, { file }) => total + skippedOf(outcomes.get(file)), 0),
    empty: adapters
      .filter(({ passed, failed }) => passed + failed === 0)
      .map(({ port, adapter }) => `${port}/${adapter}`),
    adapters,
  };
}

/** @param {Outcome | undefined} outcome */
function skippedOf(outcome) {
  return [...(outcome?.skipped.values() ?? [])].reduce((sum, count) => sum + count, 0);
}
