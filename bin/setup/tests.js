// Runs test files with our own Node.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ourNode, root } from './our-node.js';

/**
 * The files of a folder that end so, by their paths from the root.
 * @param {string} folder
 * @param {RegExp} ending
 */
export function filesIn(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => ending.test(file))
    .sort();
}

/**
 * @param {readonly string[]} files
 * @param {{ atOnce: number, limitMs: number }} how
 * @returns {{ code: number, failed: readonly string[] }} The files with a test that failed.
 */
export function runTests(files, { atOnce, limitMs }) {
  if (files.length === 0) return { code: 0, failed: [] };
  const scratch = mkdtempSync(join(tmpdir(), 'bijou-tests-'));
  const list = join(scratch, 'failed');
  const args = [
    '--test',
    `--test-concurrency=${atOnce}`,
    // A test that hangs fails, and a file ends with its last test: neither holds up the rest for ever.
    `--test-timeout=${limitMs}`,
    '--test-force-exit',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    `--test-reporter=${pathToFileURL(join(root, 'bin', 'setup', 'failed-files.js'))}`,
    `--test-reporter-destination=${list}`,
    ...files,
  ];
  try {
    const code = spawnSync(ourNode() ?? process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
    const named = new Set(readFileSync(list, 'utf8').split('\n').filter(Boolean));
    return { code, failed: files.filter((file) => named.has(resolve(root, file))) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/**
 * Journeys are whole programs and browsers, which share the machine with whatever else it does just then. Files of which
 * one fails are told a second time, by themselves: what fails again is broken, and what does not is named.
 * @param {readonly string[]} files
 * @param {number} limitMs
 */
export function runJourneys(files, limitMs) {
  const first = runTests(files, { atOnce: 1, limitMs });
  if (first.code === 0 || first.failed.length === 0) return first.code;
  console.log(`\nThese failed, and are told once more:\n  ${first.failed.join('\n  ')}\n`);
  const second = runTests(first.failed, { atOnce: 1, limitMs });
  const passed = first.failed.filter((file) => !second.failed.includes(file));
  if (second.code === 0) console.log(`\nPassed the second time, and want mending:\n  ${passed.join('\n  ')}\n`);
  return second.code;
}
