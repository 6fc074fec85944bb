// What goes wrong around a running Bijou: a full disk, a line that is cut, the same film twice, a film deleted at the
// worst moment, an encoder that lies, an ffmpeg that is missing, killed or hangs. A clear error each, nothing lost,
// nothing left behind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom, systemClock } from '../../src/kit/index.ts';
import { fileDiscovery } from '../../src/transport/index.ts';
import { type Bijou, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { smallDisk } from '../support/quota.ts';
import { beginUpload } from '../support/tus.ts';
import { strangersIn } from '../support/walk.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const limits = { BIJOU_LEASE_MS: '4000', BIJOU_ENCODER_WORKERS: '2' };

describe(`faults (SEED=${seed})`, () => {
  let folder: string;
  let film: string;
  let long: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-faults-'));
    film = await makeFilm(join(folder, 'film.mp4'), { shots: [2.5, 3], width: 320, height: 180 });
    long = await makeFilm(join(folder, 'long.mp4'), { shots: [14, 14, 14], width: 426, height: 240 });
  });

  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('a disk that fills up during an upload and during encoding pauses the work, and goes on when there is room', async (t) => {
    const disk = await smallDisk(64);
    if (disk === undefined) return t.skip('Only root may mount a small disk.');
    const bijou = await startBijou({ mode: 'one process', dataFolder: join(disk.folder, 'data'), env: limits });
    try {
      const bytes = await readFile(long);
      const upload = await beginUpload(bijou, { size: bytes.length, filename: 'long.mp4' });
      await upload.send(bytes, Math.floor(bytes.length / 3));
      const arrived = await upload.offset();
      await disk.fill(0);
      assert.equal(await upload.sendFrom(arrived, bytes), undefined, 'no upload is acknowledged on a full disk');
      await held(bijou);
      await disk.free();
      await released(bijou);
      const id = await until$('the upload is whole', () => upload.send(bytes));

      await until('some of it is encoded', async () => ((await titleOf(bijou, id))?.jobs.done ?? 0) > 1);
      await disk.fill(0);
      await held(bijou);
      const before = await titleOf(bijou, id);
      await sleep(6_000);
      const during = await titleOf(bijou, id);
      assert.notEqual(during?.state, 'failed', during?.why ?? '');
      assert.ok((during?.jobs.done ?? 0) >= (before?.jobs.done ?? 0), 'nothing that was done is lost');
      await disk.free();
      await released(bijou);
      await ready(bijou, id);
      await gone(bijou, [id]);
    } finally {
      await bijou.stop();
      await disk.remove();
    }
  });

  it('a film that cannot fit is refused before it is sent, with a sentence', async (t) => {
    const disk = await smallDisk(64);
    if (disk === undefined) return t.skip('Only root may mount a small disk.');
    const bijou = await startBijou({ mode: 'one process', dataFolder: join(disk.folder, 'data'), env: limits });
    try {
      await held(bijou, false);
      const created = await bijou.ask(`/api/studio/uploads/`, {
        method: 'POST',
        headers: { 'tus-resumable': '1.0.0', 'upload-length': '80000000', 'upload-metadata': 'filename YQ==' },
      });
      assert.equal(created.status, 507);
      assert.match(JSON.stringify(await created.json()), /studio\.no-room.*Make room/);
    } finally {
      await bijou.stop();
      await disk.remove();
    }
  });

  describe('in one process', () => {
    let bijou: Bijou;
    before(async () => {
      bijou = await startBijou({ mode: 'one process', env: limits });
    });
    after(() => bijou.stop());

    it('an upload that is cut twenty times is the same film', async () => {
      const bytes = await readFile(long);
      const upload = await beginUpload(bijou, { size: bytes.length, filename: 'cut.mp4' });
      for (let cut = 0; cut < 20; cut += 1) {
        const left = bytes.length - (await upload.offset());
        await upload.send(bytes, Math.max(1, Math.floor(random.float() * Math.min(left - 1, bytes.length / 15))));
      }
      const id = await until$('it is whole', () => upload.send(bytes));
      const { source } = (await (await bijou.ask(`/api/studio/titles/${id}`)).json()) as { source: string };
      assert.equal(source, createHash('sha256').update(bytes).digest('hex'));
      await ready(bijou, id);
      await gone(bijou, [id]);
    });

    it('two uploads of one film at once are one title', async () => {
      const bytes = await readFile(film);
      const uploads = await Promise.all(
        ['a.mp4', 'b.mp4'].map((filename) => beginUpload(bijou, { size: bytes.length, filename })),
      );
      const titles = await Promise.all(uploads.map((upload) => until$('it is whole', () => upload.send(bytes))));
      assert.equal(new Set(titles).size, 1);
      assert.equal((await bijou.json<TitleJson[]>('titles')).length, 1);
      await ready(bijou, titles[0] ?? '');
      await gone(bijou, [titles[0] ?? '']);
    });

    it('a title deleted while it is encoded, and another while it plays, leave nothing behind', async () => {
      const [encoding] = await bijou.json<TitleJson[]>('add', long);
      await until('a chunk of it is being encoded', async () => {
        const title = await titleOf(bijou, encoding?.id ?? '');
        return (title?.jobs.leased ?? 0) > 0 && (title?.rungs.length ?? 0) > 0;
      });
      await gone(bijou, [encoding?.id ?? '']);

      const [playing] = await bijou.json<TitleJson[]>('add', film, '--wait');
      const { hls } = await bijou.json<{ hls: string[] }>('play', playing?.id ?? '');
      const playlist = await (await fetch(hls[0] ?? '')).text();
      const media = new URL(playlist.split('\n').find((line) => line.endsWith('.m3u8')) ?? '', hls[0]).href;
      const file = media.replace(/media\.m3u8$/, 'media.mp4');
      assert.equal((await fetch(file, { headers: { range: 'bytes=0-999' } })).status, 206);
      await bijou.json('rm', playing?.id ?? '');
      const again = await fetch(file, { headers: { range: 'bytes=1000-1999' } });
      assert.equal(again.status, 206, 'who is watching goes on watching');
      await until('nobody begins to watch it any more', async () => {
        const play = `${bijou.url}/api/playback/titles/${playing?.id}/play`;
        return (await fetch(play, { method: 'POST' })).status >= 400;
      });
      await bijou.json('restore', playing?.id ?? '');
      await until('it can be played again', async () => (await bijou.cli('play', playing?.id ?? '')).code === 0);
      await gone(bijou, [playing?.id ?? '']);
    });
  });

  it('an encoder that lies costs its own work and nothing else', async () => {
    const bijou = await startBijou({ mode: 'a process per service', env: limits, without: ['encoder'] });
    try {
      const liar = await peerOf(bijou, 'studio');
      const [title] = await bijou.json<TitleJson[]>('add', film);
      const stale = await liar.claim();
      await sleep(5_000);
      const job = await liar.claim();
      assert.equal(job.id, stale.id, 'a silent encoder loses its lease');
      assert.equal((await liar.output(stale, 'inspection.json', '{}')).status, 409);
      assert.equal((await liar.complete(stale, [])).status, 409);
      assert.equal(
        (await liar.complete(job, [{ name: 'inspection.json', hash: '0'.repeat(64), bytes: 2 }])).status,
        409,
      );
      await liar.release(job);

      const honest = await bijou.startTarget('encoder');
      await until('a chunk waits', async () => ((await titleOf(bijou, title?.id ?? ''))?.rungs.length ?? 0) > 0);
      // Wrong bytes under their true hash: only what is put together of them shows it.
      const chunk = await liar.claimVideo();
      if (chunk !== undefined) {
        const outputs = [];
        for (const { name } of chunk.task.rungs ?? []) {
          outputs.push(await (await liar.output(chunk, name, 'no film at all')).json());
        }
        assert.equal((await liar.complete(chunk, outputs)).status, 200);
        assert.equal((await liar.complete(chunk, outputs)).status, 200, 'the same answer twice is one');
      }
      await ready(bijou, title?.id ?? '');
      assert.equal((await bijou.cli('play', title?.id ?? '')).code, 0);
      assert.equal(honest.exitCode, null);
      await gone(bijou, [title?.id ?? '']);
    } finally {
      await bijou.stop();
    }
  });

  it('a missing ffmpeg is told in a sentence, and work goes on when there is one', async () => {
    const program = join(folder, 'ffmpeg-to-come');
    // Whole, it would not be ready, and say so.
    const bijou = await startBijou({ mode: 'a process per service', env: { ...limits, BIJOU_FFMPEG: program } });
    try {
      const [title] = await bijou.json<TitleJson[]>('add', film);
      await until('the encoder says so', async () => /ffmpeg/.test((await bijou.cli('status')).stdout));
      assert.equal((await titleOf(bijou, title?.id ?? ''))?.jobs.failed, 0);
      await script(program, 'exec ffmpeg "$@"');
      await ready(bijou, title?.id ?? '');
      await gone(bijou, [title?.id ?? '']);
    } finally {
      await bijou.stop();
    }
  });

  it('an ffmpeg that is killed or hangs costs an attempt; three of them, the title, with the reason', async () => {
    const program = join(folder, 'ffmpeg-that-fails');
    const mark = join(folder, 'how-it-fails');
    const encodes = 'case "$*" in *libx264*) ;; *) exec ffmpeg "$@";; esac';
    const ways = 'case "$(cat "$BIJOU_MARK")" in kill) kill -9 $$;; hang) sleep 600;; esac';
    await script(program, `${encodes}\n${ways}\nexec ffmpeg "$@"`);
    const env = { ...limits, BIJOU_FFMPEG: program, BIJOU_MARK: mark, BIJOU_STALL_MS: '3000' };
    await writeFile(mark, 'kill');
    const bijou = await startBijou({ mode: 'one process', env });
    try {
      const [title] = await bijou.json<TitleJson[]>('add', film);
      const id = title?.id ?? '';
      const failed = await settled(bijou, id);
      assert.equal(failed.state, 'failed');
      assert.match(failed.why ?? '', /ended from outside/);
      await writeFile(mark, 'hang');
      await bijou.cli('retry', id);
      const stalled = await settled(bijou, id);
      assert.equal(stalled.state, 'failed');
      assert.match(stalled.why ?? '', /no headway/);
      const { troubles } = await bijou.json<{ troubles: { code: string }[] }>('status');
      assert.ok(troubles.some(({ code }) => code === 'encoder.stalled'));
      await writeFile(mark, 'work');
      await bijou.cli('retry', id);
      await ready(bijou, id);
      await gone(bijou, [id]);
    } finally {
      await bijou.stop();
    }
  });
});

interface StudioTitle {
  readonly state: string;
  readonly why?: string;
  readonly jobs: { readonly waiting: number; readonly leased: number; readonly done: number; readonly failed: number };
  readonly rungs: readonly unknown[];
}

async function titleOf(bijou: Bijou, id: string): Promise<StudioTitle | undefined> {
  const answer = await bijou.ask(`/api/studio/titles/${id}`);
  return answer.ok ? ((await answer.json()) as StudioTitle) : undefined;
}

async function settled(bijou: Bijou, id: string): Promise<StudioTitle> {
  let title: StudioTitle | undefined;
  await until('it is settled', async () => {
    title = await titleOf(bijou, id);
    return ['ready', 'failed', 'refused', 'cancelled'].includes(title?.state ?? '');
  });
  return title as StudioTitle;
}

async function ready(bijou: Bijou, id: string): Promise<void> {
  const { state, why } = await settled(bijou, id);
  assert.equal(state, 'ready', why ?? '');
  await until(
    'no manifest misses a file, nothing lies about',
    async () => (await strangersIn(bijou.dataFolder)).length === 0,
  );
}

/** Removes titles at once and sees that not an object and nothing in scratch is left but the signs of life of who writes there. */
async function gone(bijou: Bijou, ids: readonly string[]): Promise<void> {
  await bijou.json('rm', ...ids, '--now');
  await until('no object is left', async () => (await filesIn(join(bijou.dataFolder, 'objects'))).length === 0);
  await until('scratch is empty', async () => (await filesIn(join(bijou.dataFolder, 'scratch'))).length === 0);
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.lock')).map(({ name }) => name);
}

async function workOf(bijou: Bijou): Promise<{ disk?: { held?: string } }> {
  return (await (await bijou.ask(`/api/studio/work`)).json()) as { disk?: { held?: string } };
}

/** The studio says why it holds work up, or (`is` false) has looked at its disk and does not. */
async function held(bijou: Bijou, is = true): Promise<void> {
  await until('the studio says how its disk is', async () => {
    const { disk } = await workOf(bijou);
    return is ? /Make room/.test(disk?.held ?? '') : disk !== undefined && disk.held === undefined;
  });
}

const released = (bijou: Bijou) => held(bijou, false);

async function until$<Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> {
  let value: Value | undefined;
  await until(what, async () => {
    value = await ask();
    return value !== undefined && value !== '';
  });
  return value as Value;
}

async function script(path: string, body: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  await stat(path);
}

interface Lease {
  readonly id: string;
  readonly lease: string;
  readonly task: { readonly kind: string; readonly rungs?: readonly { readonly name: string }[] };
}

/** The studio's peer API, as an encoder that knows the secret has it. */
async function peerOf(bijou: Bijou, target: string) {
  const records = await fileDiscovery({ folder: bijou.dataFolder, clock: systemClock }).find(target);
  const peerAddress = records[0]?.address;
  const secret = (await readFile(join(bijou.dataFolder, 'secret'), 'utf8')).trim();
  const headers = { authorization: `Bijou ${secret}`, 'bijou-principal': '{"kind":"peer"}' };

  function post(path: string, body: unknown): Promise<Response> {
    const text = JSON.stringify(body);
    return fetch(`${peerAddress}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: text,
    });
  }

  async function ask(): Promise<Lease | undefined> {
    const answer = await post('/api/studio/jobs/claim', { encoder: 'liar', waitMs: 5_000 });
    assert.equal(answer.status, 200, await answer.clone().text());
    return ((await answer.json()) as { job?: Lease }).job;
  }

  return {
    claim: () => until$('there is a job', ask),
    /** A chunk, if the honest one leaves any. */
    async claimVideo(): Promise<Lease | undefined> {
      const job = await ask();
      if (job === undefined || job.task.kind === 'video') return job;
      await post('/api/studio/jobs/release', { job: job.id, lease: job.lease });
      return undefined;
    },
    release: ({ id, lease }: Lease) => post('/api/studio/jobs/release', { job: id, lease }),
    output: ({ id, lease }: Lease, name: string, body: string) =>
      fetch(`${peerAddress}/api/studio/jobs/${id}/outputs/${name}?lease=${lease}`, { method: 'PUT', headers, body }),
    complete: ({ id, lease }: Lease, outputs: unknown) =>
      post('/api/studio/jobs/complete', { job: id, lease, outputs, result: { cpuSeconds: 1 } }),
  };
}
