// What the first screen costs, measured on the files that were built.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

const app = join(import.meta.dirname, '..', '..', 'dist', 'web');
const budget = 120 * 1024;

async function firstScripts(): Promise<readonly string[]> {
  const page = await readFile(join(app, 'index.html'), 'utf8');
  const named = [...page.matchAll(/<(?:script|link rel="modulepreload")[^>]+?(?:src|href)="\/([^"]+)"/g)];
  return named.map(([, path = '']) => path);
}

test('the first screen’s script is at most 120 KB compressed', async () => {
  const scripts = await firstScripts();
  assert.ok(scripts.length > 0);
  const sizes = await Promise.all(scripts.map(async (path) => gzipSync(await readFile(join(app, path))).length));
  const sum = sizes.reduce((before, size) => before + size, 0);
  assert.ok(sum <= budget, `${sum} bytes`);
});

test('the player’s script is not on it, nor any language but English', async () => {
  for (const path of await firstScripts()) {
    const script = await readFile(join(app, path), 'utf8');
    assert.doesNotMatch(script, /MediaSource|shaka/, path);
    assert.doesNotMatch(script, /Lichtspielhaus|دار عرضك/, path);
  }
});

test('the page has no script or style of its own that a strict policy would need an exception for', async () => {
  const page = await readFile(join(app, 'index.html'), 'utf8');
  assert.doesNotMatch(page, /<script(?![^>]+src=)|<style|style="|\son[a-z]+="/);
});
