import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { namedFileViolations } from './named-files.js';

it('every file that the docs name is there, and one that is not is told', () => {
  assert.deepEqual(namedFileViolations(join(dirname(fileURLToPath(import.meta.url)), '..')), []);
  const root = mkdtempSync(join(tmpdir(), 'bijou-named-'));
  try {
    mkdirSync(join(root, 'docs', 'decisions'), { recursive: true });
    for (const name of ['README.md', 'CONTRIBUTING.md']) writeFileSync(join(root, name), '`docs/decisions/`');
    writeFileSync(
      join(root, 'docs', 'decisions', '1.md'),
      '`test/journeys/gone.test.ts`, `src/*.ts`, `lost.ts`, [page](2.md)',
    );
    assert.deepEqual(namedFileViolations(root), [
      'docs/decisions/1.md names test/journeys/gone.test.ts, which is not there.',
      'docs/decisions/1.md names lost.ts, which is not there.',
      'docs/decisions/1.md names 2.md, which is not there.',
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
