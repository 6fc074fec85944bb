// Damaged headers of films: inspection, verdict and plan of each either come or are refused. FUZZ_SECONDS says for how
// long, FUZZ_SEED where to begin; a seed that went wrong is printed, and its film kept.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ffmpegEncoder } from '../../../engines/encoder/ffmpeg/open.ts';
import { makeMedia } from '../../../engines/encoder/testing/films.ts';
import { openChildren, silentLogger } from '../../../host/index.ts';
import { BijouError, seededRandom, systemClock } from '../../../kit/index.ts';
import { defaultSettings, pictureCount } from '../../../media/index.ts';
import { planFilm } from '../plan/film-plan.ts';
import { mutate } from '../testing/mutate.ts';
import { judge } from './verdict.ts';

const seconds = Number(process.env.FUZZ_SECONDS ?? 60);
const firstSeed = Number(process.env.FUZZ_SEED ?? 1);
/** So long no film of this size takes, on however busy a machine: whoever takes longer hangs. */
const hangSeconds = 240;
const mostMemory = 400 * 1024 * 1024;
const largestClip = 3_000_000;

const folder = mkdtempSync(join(tmpdir(), 'bijou-fuzz-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const inputs = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1'];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
const made: Readonly<Record<string, readonly string[]>> = {
  'front.mp4': [...x264, '-movflags', '+faststart'],
  'back.mp4': [...x264, '-bf', '2'],
  'fragments.mp4': [...x264, '-movflags', '+frag_keyframe+empty_moov'],
  'hevc.mov': ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none', '-c:a', 'pcm_s16le'],
  'film.mkv': [...x264],
  'film.webm': ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libvorbis'],
  'film.ts': [...x264],
  'film.avi': ['-c:v', 'mpeg4', '-c:a', 'mp2'],
  'film.mpg': ['-c:v', 'mpeg2video', '-c:a', 'mp2'],
  'film.flv': [...x264],
  'film.mxf': ['-c:v', 'mpeg2video', '-c:a', 'pcm_s16le', '-ar', '48000'],
  'film.wmv': ['-c:v', 'wmv2', '-c:a', 'wmav2'],
  'film.ogv': ['-c:v', 'libtheora', '-c:a', 'libvorbis'],
  'film.nut': [...x264],
};

function basesOf(): readonly (readonly [name: string, bytes: Uint8Array])[] {
  const films = Object.entries(made).map(([name, words]) => {
    makeMedia([...inputs, ...words, join(folder, name)]);
    return join(folder, name);
  });
  const clips = process.env.BIJOU_CLIPS;
  const given =
    clips === undefined ? [] : readdirSync(clips, { recursive: true }).map((name) => join(clips, `${name}`));
  const small = given.filter(
    (file) => statSync(file).isFile() && statSync(file).size < largestClip && !/\.(md|tsv)$/.test(file),
  );
  return [...films, ...small].map((file) => [file.split('/').at(-1) ?? '', readFileSync(file)]);
}

test(`films with damaged headers, for ${seconds} s`, async () => {
  const records = join(folder, 'run');
  const children = await openChildren({ folder: records, clock: systemClock, logger: silentLogger });
  const engine = ffmpegEncoder({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', children, logger: silentLogger });
  const bases = basesOf();
  const counts = new Map<string, number>();
  const end = performance.now() + seconds * 1000;
  const memory = process.memoryUsage().rss;
  let seed = firstSeed;
  try {
    for (; performance.now() < end; seed += 1) {
      const [name = '', bytes = new Uint8Array()] = bases[seed % bases.length] ?? [];
      const file = join(folder, 'mutated');
      writeFileSync(file, mutate(bytes, seededRandom(seed)));
      const outcome = await outcomeOf(file).catch((error: unknown) => {
        const kept = join(tmpdir(), `bijou-fuzz-${seed}-${name}`);
        copyFileSync(file, kept);
        throw new Error(`Seed ${seed} (${name}) went wrong; the film is kept as ${kept}`, { cause: error });
      });
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      assert.deepEqual(
        readdirSync(records).filter((entry) => entry.endsWith('.json')),
        [],
        'no child is left',
      );
    }
  } finally {
    await children.close();
    const table = [...counts].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${outcome} ${count}`);
    console.log(`fuzz: seeds ${firstSeed} to ${seed - 1} over ${bases.length} films: ${table.join(', ')}`);
  }
  const grown = process.memoryUsage().rss - memory;
  assert.ok(grown < mostMemory, `memory grew by ${Math.round(grown / 1e6)} MB`);

  async function outcomeOf(file: string): Promise<string> {
    const signal = AbortSignal.timeout(hangSeconds * 1000);
    try {
      const inspection = await engine.inspect(file, { signal, job: 'fuzz' });
      const { findings, refused } = judge(inspection);
      for (const { sentence, at } of findings) {
        assert.match(sentence, /^\S.{10,}/s);
        assert.ok(at === undefined || (Number.isFinite(at) && at >= 0), `a finding at ${at}`);
      }
      if (refused !== undefined) return `refused ${findings[0]?.code}`;
      const plan = planFilm('a'.repeat(64), { inspection, settings: defaultSettings });
      assert.equal(
        plan.chunks.reduce((sum, { count }) => sum + count, 0),
        pictureCount(plan),
      );
      return 'planned';
    } catch (error) {
      if (error instanceof BijouError && /^(encoder\.refused|encoder\.failed|media\.)/.test(error.code))
        return error.code;
      throw error;
    }
  }
});
