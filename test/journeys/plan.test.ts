// The plan is data: the same film and settings give the same bytes, whoever does the work and wherever it lies.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { addFilm, startBijou } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { readHls } from '../support/judge.ts';

it('one worker and four, on two data folders, give one plan and one stream', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
  try {
    const film = await makeFilm(join(folder, 'film.mp4'), { width: 426, height: 240, shots: [14, 9, 16, 8] });
    const [alone, together] = [await made(film, '1'), await made(film, '4')];
    assert.equal(alone.plan, together.plan);
    assert.ok(JSON.parse(alone.plan).chunks.length > 1, 'the film is cut into several chunks');
    assert.deepEqual(alone.bytes, together.bytes);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function made(film: string, workers: string) {
  const bijou = await startBijou({ mode: 'one process', env: { BIJOU_ENCODER_WORKERS: workers } });
  try {
    const { id } = await addFilm(bijou, film);
    const { stdout } = await bijou.cli('plan', id);
    const { hls } = await bijou.json<{ hls: string[] }>('play', id);
    const { video, audio } = await readHls(hls[0] ?? '');
    return {
      plan: stdout,
      bytes: [...video, ...audio].map(({ name, bytes }) => [name, Buffer.from(bytes).toString('base64')]),
    };
  } finally {
    await bijou.stop();
  }
}
