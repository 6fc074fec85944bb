// Runs test files in the order given and writes a line of JSON for each that has ended: its path, what it took, whether
// it passed. A program of its own, because it must run on our Node: run-files.js RESULTS AT-ONCE LIMIT-MS FILE…
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const [results, atOnce, limitMs, ...files] = process.argv.slice(2);
const failed = new Set();

run({
  files: files.map((file) => resolve(file)),
  concurrency: Number(atOnce),
  // A test that hangs fails, and a file ends with its last test: neither holds up the rest for ever.
  timeout: Number(limitMs),
  forceExit: true,
})
  .on('test:fail', ({ file }) => {
    process.exitCode = 1;
    if (file !== undefined) failed.add(file);
  })
  .on('test:summary', ({ file, duration_ms: ms, success }) => {
    if (file !== undefined)
      appendFileSync(results, `${JSON.stringify({ file, ms, ok: success && !failed.has(file) })}\n`);
  })
  .compose(spec)
  .pipe(process.stdout);
