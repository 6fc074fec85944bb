import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonLogger } from '../host/index.ts';
import { systemClock } from '../kit/index.ts';
import { cliErrors } from './errors.ts';
import { spokenLine } from './spoken-log.ts';

test('a terminal is told sentences, not JSON', () => {
  const lines: string[] = [];
  const logger = jsonLogger({
    clock: systemClock,
    level: 'warn',
    write: (line) => lines.push(...[spokenLine(line)].filter((told) => told !== undefined)),
  });
  logger.warn('a title was refused', { title: 'id', name: 'Diary', code: 'x', why: 'It is a diary.' });
  logger.warn('a file is left out', {
    path: '/films/a.srt',
    error: cliErrors.error('cli.no-such-path', { path: '/b' }),
  });
  logger.error('A fault that nobody caught', { error: new Error('It broke.') });
  logger.warn('a job failed', { sentence: 'It broke.' });
  logger.warn('something');
  assert.deepEqual(lines, [
    'A title was refused: Diary. It is a diary.',
    'A file is left out: /films/a.srt. There is no file or folder /b.',
    'A fault that nobody caught. It broke.',
    'Something.',
  ]);
  assert.equal(spokenLine('no JSON'), 'no JSON');
});
