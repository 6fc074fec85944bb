// What a change leaves out is never what it can have touched.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { reachIn } from './arrows.js';
import { changeIn, notePassed } from './change.js';
import { chooseTests } from './touched.js';

/** A house with two rooms, a worker, a style sheet, a fixture and a journey. @type {Record<string, string>} */
const house = {
  'src/kit/index.ts': "export * from './time.ts';",
  'src/kit/time.ts': '',
  'src/kit/time.test.ts': "import './time.ts';",
  'src/shop/index.ts': "import type { Time } from '../kit/index.ts'; new URL('./worker', import.meta.url);",
  'src/shop/worker.ts': "await import('../kit/time.ts');",
  'src/shop/shop.test.ts': "import './index.ts'; readdir('./fixtures');",
  'src/shop/fixtures/old.sqlite': '',
  'src/garden/index.ts': '',
  'src/garden/garden.test.ts': "import './index.ts';",
  'src/web/page.ts': "import './page.css';",
  'src/web/page.css': "@import './colours.css';",
  'src/web/colours.css': '',
  'src/web/look.test.ts': "read(join(import.meta.dirname, 'page.css'));",
  'src/cli/main.ts': "import '../shop/index.ts';",
  'test/support/bijou.ts': '',
  'test/browser/launch.ts': '',
  'test/journeys/buy.test.ts': "import '../support/bijou.ts';",
  'test/browser/see.test.ts': "import { launch } from './launch.ts';",
};
const files = Object.keys(house);
const tests = files.filter((file) => file.includes('.test.'));
const reach = reachIn(files, (file) => house[file] ?? '');

/** @param {readonly string[]} changed */
function touchedBy(...changed) {
  return chooseTests(tests, { changed, files, reach, day: 0 }).told.map((file) => file.split('/').at(-1));
}

describe('a change', () => {
  it('touches what imports it, however far, by type or by a worker, and what starts the program', () => {
    assert.deepEqual(touchedBy('src/kit/time.ts'), ['time.test.ts', 'shop.test.ts', 'buy.test.ts']);
    assert.deepEqual(touchedBy('src/shop/worker.ts'), ['shop.test.ts', 'buy.test.ts']);
    assert.deepEqual(touchedBy('src/garden/index.ts'), ['garden.test.ts']);
    assert.deepEqual(touchedBy('src/garden/garden.test.ts'), ['garden.test.ts']);
  });

  it('touches who reads it without importing it: style sheets, fixtures, pages in a browser', () => {
    assert.deepEqual(touchedBy('src/web/colours.css'), ['look.test.ts', 'see.test.ts']);
    assert.deepEqual(touchedBy('src/shop/fixtures/old.sqlite'), ['shop.test.ts', 'buy.test.ts']);
    assert.deepEqual(touchedBy('src/web/page.ts'), ['see.test.ts']);
  });

  it('touches everything where everything stands on it, or where nobody knows who read what is gone', () => {
    for (const file of ['package.json', 'package-lock.json', 'vite.config.js', 'laws/rooms.js', 'bin/setup/run.js'])
      assert.equal(touchedBy(file).length, tests.length, file);
    for (const file of ['test/support/bijou.ts', 'src/kit/tsconfig.json', '.ci/run', 'src/shop/fixtures/gone.json'])
      assert.equal(touchedBy(file).length, tests.length, file);
  });

  it('of pages for people touches nothing', () => {
    assert.deepEqual(touchedBy('README.md', 'docs/decisions/0001.md', 'bench/start/run.ts', 'src/kit/README.md'), []);
  });

  it('leaves out a third fewer each day, so that everything is told within three', () => {
    const days = [0, 1, 2].map((day) => chooseTests(tests, { changed: [], files, reach, day }));
    for (const { told, today, left } of days) {
      assert.deepEqual(told, []);
      assert.deepEqual([...today, ...left].toSorted(), tests.toSorted());
    }
    assert.deepEqual(days.flatMap(({ today }) => today).toSorted(), tests.toSorted());
  });
});

describe('what has changed', () => {
  /** @type {string} */
  let root;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'bijou-change-'));
    git('init', '-q', '-b', 'main');
    commit('first.ts', 'src/kit/a.ts');
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  /** @param {readonly string[]} words */
  function git(...words) {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org'];
    const { status, stdout, stderr } = spawnSync('git', [...who, ...words], { cwd: root, env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout.trim();
  }

  /** @param {readonly string[]} names */
  function write(...names) {
    for (const name of names) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), `${Math.random()}`);
    }
  }

  /** @param {readonly string[]} names */
  function commit(...names) {
    write(...names);
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
    return git('rev-parse', 'HEAD');
  }

  const changed = (/** @type {string | undefined} */ passed) => changeIn(root, { passed })?.files.toSorted();

  it('is not known on a main branch that nobody has seen pass, nor where there is no history', () => {
    assert.equal(changed(undefined), undefined);
    assert.equal(changeIn(tmpdir(), { passed: undefined }), undefined);
  });

  it('is everything since the last commit that passed: committed, written, and not yet known to git', () => {
    const passed = git('rev-parse', 'HEAD');
    assert.deepEqual(changed(passed), []);
    commit('src/kit/b.ts');
    write('src/kit/a.ts', 'src/shop/new file.ts');
    assert.deepEqual(changed(passed), ['src/kit/a.ts', 'src/kit/b.ts', 'src/shop/new file.ts']);
    git('add', '-A');
    git('commit', '-q', '-m', 'x');
  });

  it('is what a branch has added where it left the main one, and a name that was changed is two files', () => {
    git('switch', '-q', '-c', 'mine');
    git('mv', 'src/kit/b.ts', 'src/kit/c.ts');
    commit('src/garden/a.ts');
    const mine = ['src/garden/a.ts', 'src/kit/b.ts', 'src/kit/c.ts'];
    assert.deepEqual(changed(undefined), mine);
    git('switch', '-q', 'main');
    const elsewhere = commit('src/web/a.ts');
    git('switch', '-q', 'mine');
    assert.deepEqual(changed(undefined), mine);
    // A commit that passed and is no part of this one says nothing of it.
    assert.deepEqual(changed(elsewhere), mine);
  });

  it('counts from a commit that passed whole, and from none whose sources were altered meanwhile', () => {
    const file = join(root, '.git', 'passed');
    write('src/kit/a.ts');
    notePassed(root, file);
    assert.throws(() => readFileSync(file, 'utf8'));
    git('checkout', '-q', '--', '.');
    notePassed(root, file);
    assert.equal(readFileSync(file, 'utf8'), git('rev-parse', 'HEAD'));
  });
});
