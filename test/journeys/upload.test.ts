// Films that come over the wire: whole, cut off in the middle, twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Bijou, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';

describe('uploads', () => {
  let bijou: Bijou;
  let folder: string;
  let film: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    film = await makeFilm(join(folder, 'A_Film.from-afar.mp4'), { shots: [2.5, 3] });
    bijou = await startBijou({ mode: 'one process' });
  });

  after(async () => {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('a film that is sent is the film that is played', async () => {
    const [title] = await bijou.json<TitleJson[]>('add', film, '--url', bijou.url, '--wait');
    assert.equal(title?.state, 'ready', title?.why ?? '');
    assert.equal(title?.name, 'A Film from-afar');
  });

  it('the same bytes, sent again or found on this machine, are the same film', async () => {
    const [sent] = await bijou.json<TitleJson[]>('add', film, '--url', bijou.url);
    const [found] = await bijou.json<(TitleJson & { already: boolean })[]>('add', film);
    assert.equal(sent?.id, found?.id);
    assert.equal(found?.already, true);
    assert.equal((await bijou.json<TitleJson[]>('titles')).length, 1);
  });

  it('a removed film is gone at once, and may come again', async () => {
    const [before] = await bijou.json<TitleJson[]>('titles');
    await bijou.json('rm', before?.id ?? '', '--now');
    assert.deepEqual(await bijou.json<TitleJson[]>('titles'), []);
    await until('the catalogue has let it go', async () => {
      const answer = (await (await fetch(`${bijou.url}/api/catalog/titles`)).json()) as { titles: unknown[] };
      return answer.titles.length === 0;
    });
    const [again] = await bijou.json<TitleJson[]>('add', film, '--wait');
    assert.equal(again?.state, 'ready');
    assert.notEqual(again?.id, before?.id);
  });

  it('what is no film is refused in a sentence, and so is what is not there', async () => {
    const { code, stdout } = await bijou.cli('add', join(import.meta.dirname, 'upload.test.ts'), '--wait', '--json');
    assert.equal(code, 1);
    const [title] = JSON.parse(stdout) as TitleJson[];
    assert.equal(title?.state, 'refused');
    assert.ok(title?.findings.some(({ severity, sentence }) => severity === 'refused' && sentence.length > 10));
    const missing = await bijou.cli('add', join(folder, 'nowhere.mp4'));
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /There is no file or folder/);
  });
});

describe('an upload whose server is killed in the middle', () => {
  it('goes on where it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    const env = { BIJOU_LEASE_MS: '3000' };
    const first = await startBijou({ mode: 'one process', env });
    let bijou = first;
    try {
      // Noise does not compress, so that the file has some size.
      const film = join(folder, 'noise.mkv');
      const noise = ['-f', 'lavfi', '-i', 'nullsrc=s=640x360:r=25:d=8,geq=random(1)*255:128:128', '-c:v', 'libx264'];
      const ffmpeg = spawn('ffmpeg', ['-v', 'error', ...noise, '-preset', 'ultrafast', '-qp', '12', film]);
      await once(ffmpeg, 'exit');
      assert.ok((await stat(film)).size > 20_000_000);
      const adding = first.cli('add', film, '--url', first.url, '--wait', '--json');
      await until('bytes have come in', async () => uploadsOf(first));
      await first.kill('studio');
      bijou = await startBijou({ mode: 'one process', env, dataFolder: first.dataFolder, port: first.port });
      const { code, stdout, stderr } = await adding;
      assert.equal(code, 0, stderr);
      assert.equal((JSON.parse(stdout) as TitleJson[])[0]?.state, 'ready');
    } finally {
      await bijou.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

async function uploadsOf(bijou: Bijou): Promise<boolean> {
  const answer = await bijou.ask(`/api/studio/work`);
  return ((await answer.json()) as { uploads: number }).uploads > 0;
}
