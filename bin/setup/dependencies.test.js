import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { installation, missingPackages } from './dependencies.js';
import { root } from './our-node.js';

it('npm installs everything, whatever it is told to leave out elsewhere', () => {
  const env = {
    PATH: '/bin',
    NODE_ENV: 'production',
    npm_config_omit: 'dev',
    NPM_CONFIG_PRODUCTION: 'true',
    npm_config_registry: 'http://127.0.0.1:9/',
    npm_config_cache: tmpdir(),
  };
  const { args, env: given } = installation(env);
  assert.deepEqual(Object.keys(given).sort(), ['PATH', 'npm_config_cache', 'npm_config_registry']);
  for (const word of ['ci', '--include=dev', '--include=optional']) assert.ok(args.includes(word), word);
  assert.equal(args.includes('--cache'), false);
  assert.ok(installation({ ...env, npm_config_cache: join(root, 'package.json', 'npm') }).args.includes('--cache'));
});

it('a checkout that lacks a package is not whole, whatever its stamp says', () => {
  const lockfile = readFileSync(join(root, 'package-lock.json'), 'utf8');
  assert.deepEqual(missingPackages(root, lockfile), []);
  const folder = mkdtempSync(join(tmpdir(), 'bijou-packages-'));
  try {
    const missing = missingPackages(folder, lockfile);
    assert.ok(missing.includes('node_modules/vite'));
    const made = { '': {}, 'node_modules/a': {}, 'node_modules/b': { optional: true } };
    const machine = { optional: true, os: [process.platform], cpu: [process.arch] };
    const small = JSON.stringify({
      packages: { ...made, 'node_modules/c-gnu': machine, 'node_modules/c-musl': machine },
    });
    assert.deepEqual(missingPackages(folder, small), ['node_modules/a', 'node_modules/c']);
    for (const name of ['a', 'c-musl']) {
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
      writeFileSync(join(folder, 'node_modules', name, 'package.json'), '{}');
    }
    assert.deepEqual(missingPackages(folder, small), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
