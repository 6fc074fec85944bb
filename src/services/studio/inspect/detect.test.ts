import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeMedia } from '../../../engines/encoder/testing/films.ts';
import { defaultSettings, type Inspection } from '../../../media/index.ts';
import { planFilm } from '../plan/film-plan.ts';
import { openEngine } from '../testing/small-encoder.ts';
import { judge } from './verdict.ts';

const folder = mkdtempSync(join(tmpdir(), 'bijou-detect-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const tagged = 'setsar=1,setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv';
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
const mpeg2 = ['-c:v', 'mpeg2video', '-q:v', '3'];
const fielded = ['-flags', '+ilme+ildct'];

/** A moving picture at a rate, filtered. */
function moving(rate: string, filters: string, seconds = 3): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=s=352x288:r=${rate}:d=${seconds}`, '-vf', `${filters},${tagged}`];
}

interface Odd {
  readonly file: string;
  readonly make: readonly string[];
  /** Besides `silent`, which all of them are. */
  readonly codes: readonly string[];
  check?(inspection: Inspection): void;
}

const films: readonly Odd[] = [
  { file: 'plain.mp4', make: [...moving('25', 'null'), ...x264], codes: [] },
  {
    file: 'top-first.mpg',
    make: [...moving('50', 'interlace=scan=tff:lowpass=off'), ...mpeg2, ...fielded, '-top', '1'],
    codes: ['interlaced'],
  },
  {
    file: 'bottom-first-and-untold.mp4',
    make: [...moving('50', 'interlace=scan=bff:lowpass=off,setfield=prog'), ...x264],
    codes: ['interlaced'],
    check: ({ looks }) => assert.ok((looks?.fields.bottomFirst ?? 0) > (looks?.fields.topFirst ?? 0)),
  },
  {
    file: 'said-to-be-interlaced.mpg',
    make: [...moving('25', 'setfield=tff'), ...mpeg2, ...fielded, '-top', '1'],
    codes: ['not-interlaced'],
  },
  {
    file: 'telecined.mpg',
    make: [...moving('24000/1001', 'telecine=first_field=top:pattern=23', 4), ...mpeg2, ...fielded, '-top', '1'],
    codes: ['telecined'],
  },
  {
    file: 'letterboxed.mp4',
    make: [...moving('25', 'scale=352:200,pad=352:288:0:44'), ...x264],
    codes: ['bars'],
    check: (inspection) =>
      assert.deepEqual(planOf(inspection).treatment.crop, { x: 0, y: 44, width: 352, height: 200 }),
  },
  {
    file: 'subtitle-in-a-bar.mp4',
    make: [
      ...moving(
        '25',
        "scale=352:200,pad=352:288:0:44,drawbox=x=150:y=262:w=40:h=8:color=white:t=fill:enable='between(t,1,2)'",
      ),
      ...x264,
    ],
    codes: [],
  },
  { file: 'one-dark-side.mp4', make: [...moving('25', 'scale=352:200,pad=352:288:0:88'), ...x264], codes: [] },
  {
    file: 'every-value.mp4',
    make: [
      ...moving('25', 'scale=out_range=pc,format=yuvj420p,null').map((word) => word.replace('range=tv', 'range=pc')),
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
    ],
    codes: ['full-range'],
  },
  {
    file: 'hdr.mp4',
    make: [
      ...moving('25', 'null', 1),
      '-pix_fmt',
      'yuv420p10le',
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:hdr10=1',
    ],
    codes: ['hdr', 'deep-colour'],
  },
  { file: 'wide-pixels.mp4', make: [...moving('25', 'null', 1), ...x264, '-aspect', '16:9'], codes: ['anamorphic'] },
  {
    file: 'uneven.mkv',
    make: [
      ...moving('25', "settb=1/1000,setpts='40*N+14*mod(N,3)'"),
      ...x264,
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1:1000',
    ],
    codes: ['variable-rate'],
  },
  {
    file: 'no-length.mkv',
    make: [...moving('25', 'null', 1), ...x264, '-f', 'matroska', '-live', '1'],
    codes: ['no-declared-length'],
  },
  {
    file: 'untagged.mp4',
    make: ['-f', 'lavfi', '-i', 'testsrc2=s=352x288:r=25:d=1', ...x264],
    codes: ['untagged-colour'],
  },
  { file: 'see-through.mov', make: [...moving('25', 'format=argb', 1), '-c:v', 'qtrle'], codes: ['transparent'] },
  { file: 'gray.mkv', make: [...moving('25', 'format=gray', 1), '-c:v', 'ffv1'], codes: [] },
];

function planOf(inspection: Inspection) {
  return planFilm('a'.repeat(64), { inspection, settings: defaultSettings });
}

async function findingsOf(inspection: Inspection) {
  return judge(inspection).findings.filter(({ code }) => code !== 'silent');
}

test('films are told by what is odd about them', async (t) => {
  const engine = await openEngine(t, folder);
  const inspect = (file: string) => engine.inspect(file, { signal: new AbortController().signal, job: 'detect' });
  for (const { file, make, codes, check } of films) {
    await t.test(file, async () => {
      const path = join(folder, file);
      makeMedia([...make, path]);
      const inspection = await inspect(path);
      assert.deepEqual(
        (await findingsOf(inspection)).map(({ code }) => code),
        codes,
      );
      check?.(inspection);
    });
  }

  await t.test('every way of turning and mirroring is told by the display matrix', async () => {
    const plain = join(folder, 'plain.mp4');
    for (const [row, rotation, isMirrored] of [
      [[0, 1, -1, 0], 90, false],
      [[-1, 0, 0, -1], 180, false],
      [[0, -1, 1, 0], 270, false],
      [[-1, 0, 0, 1], 0, true],
      [[1, 0, 0, -1], 180, true],
      [[0, 1, 1, 0], 270, true],
      [[0, -1, -1, 0], 90, true],
    ] as const) {
      const turned = join(folder, 'turned.mp4');
      writeFileSync(turned, withMatrix(readFileSync(plain), row));
      const { video } = await inspect(turned);
      assert.deepEqual([video[0]?.rotation, video[0]?.isMirrored], [rotation, isMirrored], row.join());
    }
  });

  await t.test('an edit list that hides a beginning', async () => {
    const cut = join(folder, 'cut.mp4');
    makeMedia(['-ss', '1.3', '-i', join(folder, 'plain.mp4'), '-c', 'copy', cut]);
    const codes = (await findingsOf(await inspect(cut))).map(({ code }) => code);
    assert.ok(codes.includes('edit-list'), codes.join());
  });

  await t.test('a size that changes in the middle, and where', async () => {
    const parts = ['352x288', '640x360'].map((size) => {
      const part = join(folder, `${size}.ts`);
      makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=1`, '-vf', tagged, ...x264, '-bf', '0', part]);
      return readFileSync(part);
    });
    const whole = join(folder, 'sizes.ts');
    makeMedia([
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=640x360:r=25:d=1',
      '-vf',
      tagged,
      ...x264,
      '-bf',
      '0',
      '-output_ts_offset',
      '1',
      join(folder, 'later.ts'),
    ]);
    writeFileSync(whole, Buffer.concat([parts[0] ?? Buffer.alloc(0), readFileSync(join(folder, 'later.ts'))]));
    const found = (await findingsOf(await inspect(whole))).find(({ code }) => code === 'size-changes');
    assert.ok(found?.at !== undefined && found.at > 0.5 && found.at < 1.5, JSON.stringify(found));
  });

  await t.test('damage in several places, each where it is', async () => {
    const whole = join(folder, 'whole.mpg');
    makeMedia([...moving('25', 'null', 12), ...mpeg2, '-g', '12', whole]);
    const bytes = readFileSync(whole);
    for (const share of [0.25, 0.75])
      bytes.fill(0x5a, Math.floor(bytes.length * share), Math.floor(bytes.length * share) + 3000);
    const file = join(folder, 'damaged.mpg');
    writeFileSync(file, bytes);
    const places = (await findingsOf(await inspect(file)))
      .filter(({ code }) => code === 'damaged')
      .map(({ at = 0 }) => Math.round(at / 3));
    assert.deepEqual(places, [1, 3]);
  });
});

/** The same file with another matrix in the header of its track: a, b, c, d. */
function withMatrix(bytes: Buffer, [a, b, c, d]: readonly number[]): Buffer {
  const out = Buffer.from(bytes);
  const matrix = out.indexOf('tkhd') + 4 + 4 + 20 + 8 + 8;
  for (const [index, value] of [a, b, 0, c, d, 0].entries())
    out.writeInt32BE((value ?? 0) * 0x10000, matrix + index * 4);
  return out;
}
