import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { isFresh } from './fresh.js';

/** What is changed at which second, and whether that makes what was built at the tenth one stale. */
const cases = /** @type {const} */ ([
  ['nothing after it', {}, true],
  ['a source', { 'room/part/a.ts': 11 }, false],
  ['a test', { 'room/part/a.test.ts': 11 }, true],
  ['a folder, as a source was taken away', { 'room/part': 11 }, false],
]);

for (const [what, changes, wanted] of cases) {
  it(`what was built is ${wanted ? 'kept' : 'built again'} where there changed: ${what}`, () => {
    const folder = mkdtempSync(join(tmpdir(), 'bijou-fresh-'));
    try {
      mkdirSync(join(folder, 'room', 'part'), { recursive: true });
      for (const file of ['room/part/a.ts', 'room/part/a.test.ts', 'built.js']) writeFileSync(join(folder, file), '');
      const times = {
        'room/part/a.ts': 9,
        'room/part/a.test.ts': 9,
        'room/part': 9,
        room: 9,
        'built.js': 10,
        ...changes,
      };
      for (const [path, second] of Object.entries(times)) utimesSync(join(folder, path), second, second);
      assert.equal(isFresh(join(folder, 'built.js'), [join(folder, 'room')]), wanted);
      assert.equal(isFresh(join(folder, 'none.js'), [join(folder, 'room')]), false);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
