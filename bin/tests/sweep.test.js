import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sweepMade } from './sweep.js';

test('what was made and is asked for stays, and what nobody asked for in a fortnight goes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bijou-sweep-'));
  try {
    for (const [name, days] of /** @type {const} */ ([
      ['old', 15],
      ['new', 1],
    ])) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, `${name}.done`), '');
      const then = new Date(Date.now() - days * 86_400_000);
      utimesSync(join(folder, `${name}.done`), then, then);
    }
    mkdirSync(join(folder, 'being made'));
    sweepMade(folder);
    assert.deepEqual(readdirSync(folder).toSorted(), ['being made', 'new', 'new.done']);
    sweepMade(join(folder, 'nowhere'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
