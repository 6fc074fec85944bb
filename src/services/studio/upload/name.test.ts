import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfFile } from './name.ts';

test('a name is the file name without folder and ending, with spaces for _ and .', () => {
  assert.equal(nameOfFile('/films/Big_Buck.Bunny.mp4'), 'Big Buck Bunny');
  assert.equal(nameOfFile('C:\\films\\Sintel.webm'), 'Sintel');
  assert.equal(nameOfFile('Tears of Steel'), 'Tears of Steel');
  assert.equal(nameOfFile('Metropolis.1927.mkv'), 'Metropolis 1927');
});

test('a film always gets a name', () => {
  assert.equal(nameOfFile(''), 'Untitled');
  assert.equal(nameOfFile('___'), 'Untitled');
  assert.equal(nameOfFile('.mp4'), 'mp4');
  assert.equal(nameOfFile(`${'x'.repeat(900)}.mp4`).length, 500);
});
