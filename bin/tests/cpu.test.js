import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { childrenSeconds, Tree, timed } from './cpu.js';

const pass = (/** @type {number} */ seconds) =>
  `for (let n = 0; process.cpuUsage().user < ${seconds * 1e6}; ) for (let i = 0; i < 1e6; i += 1) n += i;`;

describe('what a file takes of the processors', () => {
  it('is with what its children take, and its code is passed on', { skip: process.platform === 'win32' }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bijou-cpu-'));
    try {
      const child = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(pass(0.3))}]);`;
      const script = `${pass(0.2)} ${child} process.exit(7)`;
      const [command = '', ...args] = timed([process.execPath, '-e', script], join(folder, 'times'));
      const [code] = await once(spawn(command, args), 'exit');
      assert.equal(code, 7);
      const seconds = childrenSeconds(join(folder, 'times')) ?? 0;
      assert.ok(seconds >= 0.5 && seconds < 3, `${seconds} s`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is unknown where the system does not tell', () => {
    assert.equal(childrenSeconds('/nowhere/at/all'), undefined);
  });

  it('keeps what was killed before anybody had waited for it', () => {
    const tree = new Tree(10);
    const root = { pid: 10, parent: 1, born: 'a', seconds: 1 };
    const server = { pid: 11, parent: 10, born: 'b', seconds: 2 };
    const browser = { pid: 12, parent: 11, born: 'c', seconds: 5 };
    const stranger = { pid: 13, parent: 1, born: 'd', seconds: 90 };
    tree.look([root, server, browser, stranger]);
    assert.equal(tree.seen, 8);
    // The server has been waited for; the browser that it had started is nobody's child now, and works on.
    const later = { ...browser, parent: 1, seconds: 6 };
    tree.look([{ ...root, seconds: 3 }, later, stranger]);
    assert.equal(tree.seen + tree.lost, 9);
    for (let look = 0; look < 2; look += 1) tree.look([{ ...root, seconds: 3 }, stranger]);
    assert.equal(tree.seen + tree.lost, 9);
  });

  it('counts nothing twice that was between two looks', () => {
    const tree = new Tree(10);
    const root = { pid: 10, parent: 1, born: 'a', seconds: 1 };
    const server = { pid: 11, parent: 10, born: 'b', seconds: 2 };
    tree.look([root, server]);
    tree.look([root]);
    tree.look([{ ...root, seconds: 3 }]);
    assert.equal(tree.seen + tree.lost, 3);
    // Another process with a pid that was once one of ours.
    tree.look([
      { ...root, seconds: 3 },
      { ...server, parent: 1, born: 'z', seconds: 50 },
    ]);
    assert.equal(tree.seen + tree.lost, 3);
  });
});
