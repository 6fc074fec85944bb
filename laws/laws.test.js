// Each law is shown to fail on a planted violation: one copy of the sources with all of them in it, and each law's own
// command, once.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browserViolations } from './browser.js';
import { errorCodeViolations } from './error-codes.js';
import { generatedViolations } from './generated.js';
import { importViolations } from './imports.js';
import { portViolations } from './ports.js';

const here = join(dirname(fileURLToPath(import.meta.url)), '..');
const copied = [
  ...['src', 'laws', 'docs', 'package.json', 'tsconfig.json', 'tsconfig.base.json', 'tsconfig.tests.json'],
  '.oxlintrc.json',
];

/** New files. @type {Record<string, string>} */
const planted = {
  'src/kit/planted-arrow.ts': "import '../contracts/index.ts';",
  'src/services/studio/planted-service.ts': "import '../catalog/index.ts';",
  'src/services/catalog/planted-engine.ts': "import '../../engines/sql/sqlite/open.ts';",
  'src/media/planted-package.ts': "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;",
  'src/media/planted-circle.ts': "import { one } from './planted-other.ts';\nexport const two = () => one;",
  'src/media/planted-other.ts': "import { two } from './planted-circle.ts';\nexport const one = () => two;",
  'src/media/planted-type.ts': "import type { Two } from './planted-type-2.ts';\nexport type One = Two | 1;",
  'src/media/planted-type-2.ts': "import type { One } from './planted-type.ts';\nexport type Two = One | 2;",
  'src/services/studio/planted-time.ts': 'export const at = Date.now();',
  'src/services/studio/planted-chance.ts': 'export const roll = Math.random();',
  'src/services/studio/planted-network.ts': "export const page = fetch('http://127.0.0.1/');",
  'src/services/studio/planted-environment.ts': 'export const home = process.env.HOME;',
  'src/services/studio/planted-place.ts':
    'export function where(deps: { isDistributed: boolean }) { return deps.isDistributed; }',
  'src/services/studio/planted-code.ts':
    "import { errorCatalogue } from '../../kit/index.ts';\nexport const twice = errorCatalogue({ 'request.invalid': { status: 400, retry: 'never', sentence: 'No.' } });",
  'src/services/catalog/planted-promise.ts':
    "import type { Client, studioContract } from '../../contracts/index.ts';\nexport function go(studio: Client<typeof studioContract>): void {\n  studio.calls.title({ id: 'a' }, {});\n}",
};

/** Files that are there, and what becomes of their text. @type {Record<string, (text: string) => string>} */
const altered = {
  'src/media/tsconfig.json': (text) => text.replace('dist', 'elsewhere'),
  'src/engines/queue/index.ts': (text) =>
    text.replace('export interface Queue {', 'export interface Queue {\n  plantedMethod(): Promise<void>;'),
  'src/contracts/catalog/index.ts': (text) => text.replace("audience: 'public',", ''),
};

describe('the laws', () => {
  /** @type {string} */
  let copy;

  before(() => {
    copy = mkdtempSync(join(tmpdir(), 'bijou-laws-'));
    for (const name of copied) cpSync(join(here, name), join(copy, name), { recursive: true });
    symlinkSync(join(here, 'node_modules'), join(copy, 'node_modules'));
    for (const [file, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    for (const [file, change] of Object.entries(altered)) {
      const text = readFileSync(join(copy, file), 'utf8');
      assert.notEqual(change(text), text, `${file} is altered`);
      writeFileSync(join(copy, file), change(text));
    }
  });

  after(() => rmSync(copy, { recursive: true, force: true }));

  /** @param {readonly string[]} words */
  function compile(...words) {
    const tsc = join(here, 'node_modules', 'typescript-native', 'bin', 'tsc');
    return spawnSync(process.execPath, [tsc, '-b', ...words], { cwd: copy, encoding: 'utf8' });
  }

  describe('of imports', () => {
    /** @type {string} */
    let said;

    before(async () => {
      said = (await importViolations(copy)).join('\n');
    });

    for (const [what, sentence] of [
      ['an import against the arrows', /src\/kit\/planted-arrow\.ts → src\/contracts\/index\.ts \(kit: arrows\)/],
      ['a service that imports another service', /studio\/planted-service\.ts .*\(services\/studio: arrows\)/],
      ['a service that chooses its engine', /catalog\/planted-engine\.ts .*\(services\/catalog: arrows\)/],
      ['a package imported where it may not be', /src\/media\/planted-package\.ts → fs \(media: packages\)/],
      ['a circle of files', /src\/media\/planted-(circle|other)\.ts → .*\(no-cycles\)/],
      ['a circle of types alone', /src\/media\/planted-type(-2)?\.ts → .*\(no-cycles\)/],
    ]) {
      it(`fail on ${what}`, () => assert.match(said, sentence));
    }

    it('fail where the judge cannot see the modules', async () => {
      // What dependency-cruiser answers, with exit code 0, where it cannot load the compiler.
      const blind = async () => ({ output: { modules: [], summary: { violations: [] } } });
      assert.match((await importViolations(copy, blind)).join('\n'), /saw 0 of \d+ modules/);
    });
  });

  describe('of ports', () => {
    /** @type {string} */
    let said;

    before(async () => {
      said = (await portViolations(copy)).join('\n');
    });

    for (const what of ['time', 'chance', 'network', 'environment']) {
      it(`fail on ${what} taken past its port`, () => {
        assert.match(said, new RegExp(`src/services/studio/planted-${what}\\.ts:1 uses`));
      });
    }

    it('fail on a service that asks where it runs', () => assert.match(said, /planted-place\.ts.* asks where it runs/));
  });

  it('fail on an error code declared twice', async () => {
    const said = await errorCodeViolations(copy);
    assert.match(said.join('\n'), /request\.invalid is declared in/);
  });

  it('fail on a generated file that was changed by hand', async () => {
    assert.match((await generatedViolations(copy)).join('\n'), /src\/media\/tsconfig\.json/);
  });

  it('fail on Node in a room for browsers', async () => {
    const index = join(copy, 'src', 'kit', 'index.ts');
    const text = readFileSync(index, 'utf8');
    writeFileSync(index, `${text}\nexport { readFileSync } from 'node:fs';\n`);
    try {
      assert.match((await browserViolations(copy)).join('\n'), /src\/kit does not bundle for a browser/);
    } finally {
      writeFileSync(index, text);
    }
  });

  it('fail, by the compiler, on an adapter that lacks a method of its port and on a route without an audience', () => {
    rmSync(join(copy, 'src', 'kit', 'planted-arrow.ts'));
    const queue = compile('src/engines/queue');
    assert.notEqual(queue.status, 0);
    assert.match(queue.stdout, /plantedMethod/);
    const contracts = compile('src/contracts');
    assert.notEqual(contracts.status, 0);
    assert.match(contracts.stdout, /audience/);
  });

  it('fail, by the linter, on a promise that nobody waits for', () => {
    const lint = join(here, 'node_modules', '.bin', 'oxlint');
    const { status, stdout } = spawnSync(lint, ['--type-aware', '--quiet', 'src/services/catalog/planted-promise.ts'], {
      cwd: copy,
      encoding: 'utf8',
    });
    assert.equal(status, 1, stdout);
    assert.match(stdout, /no-floating-promises/);
  });
});
