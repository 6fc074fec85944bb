// The stream as judges see it that are not ours: every byte of every rendition, decoded without forgiveness.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addFilm, type Bijou, modes, startBijou } from '../support/bijou.ts';
import { filmsBeside, makeFilm } from '../support/films.ts';
import {
  countBoxes,
  decodeStrictly,
  packetsOf,
  picturesOf,
  type Rendition,
  readDash,
  readHls,
  withFile,
} from '../support/judge.ts';

interface PlayJson {
  readonly hls: readonly string[];
  readonly dash: readonly string[];
  readonly expires: string;
  readonly duration: number;
}

interface PlanJson {
  readonly timeBase: { readonly num: number; readonly den: number };
  readonly durations: readonly (readonly [number, number])[];
  readonly segments: readonly number[];
}

const made = [
  { name: 'four-shots-25.mp4' },
  { name: 'ntsc-with-long-shot.mp4', rate: '30000/1001', width: 854, height: 480, shots: [2, 9, 2.5] },
  { name: 'silent-60.mp4', rate: '60', sound: false, shots: [2.2, 3] },
];

for (const mode of modes) {
  describe(`a film's stream, ${mode}`, () => {
    let bijou: Bijou;
    let folder: string;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
      bijou = await startBijou({ mode });
    });

    after(async () => {
      await bijou.stop();
      await rm(folder, { recursive: true, force: true });
    });

    for (const film of made) {
      it(`${film.name} is whole for every judge`, async () => {
        const file = await makeFilm(join(folder, film.name), film);
        await judge(bijou, file);
      });
    }

    it('films that lie beside the checkout are whole for every judge', async () => {
      // One process is enough for real films: the services do the same work in both modes.
      if (mode !== 'one process') return;
      for (const file of (await filmsBeside()).filter((name) => !name.includes('60s'))) await judge(bijou, file);
    });
  });
}

async function judge(bijou: Bijou, file: string): Promise<void> {
  const title = await addFilm(bijou, file);
  assert.equal(title.state, 'ready', `${basename(file)}: ${title.why}`);
  const plan: PlanJson = JSON.parse((await bijou.cli('plan', title.id)).stdout);
  const pictures = plan.durations.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(pictures, await picturesOf(file), 'the plan lists each picture of the source once');

  const play = await bijou.json<PlayJson>('play', title.id);
  const stream = await readHls(play.hls[0] ?? '');
  assert.ok(stream.video.length >= 1);
  assert.equal(stream.video.length, title.rungs.length);
  const boundaries = stream.video.map(({ segments }) => segments.map(({ seconds }) => seconds));
  for (const one of boundaries) assert.deepEqual(one, boundaries[0], 'rungs share their segment boundaries');

  for (const rung of stream.video) await judgeVideo(rung, { times: timesOf(plan), segments: plan.segments });
  for (const track of stream.audio) {
    const seconds = await judgeAudio(track);
    assert.ok(Math.abs(seconds - play.duration) <= 0.025, `audio is ${seconds} s, video ${play.duration} s`);
  }

  const dash = await readDash(play.dash[0] ?? '');
  assert.equal(dash.playlists.length, stream.video.length);
  assert.ok(Math.abs(dash.duration - play.duration) < 0.01);
}

interface Expected {
  /** Seconds at which each picture is due. */
  readonly times: readonly number[];
  /** Pictures that begin a segment. */
  readonly segments: readonly number[];
}

async function judgeVideo(rung: Rendition, expected: Expected): Promise<void> {
  assert.equal(countBoxes(rung.bytes, 'avcC'), 1, 'one avcC for the whole rung');
  assert.equal(rung.segments.length, expected.segments.length);
  for (const { length, seconds } of rung.segments)
    assert.ok((length * 8) / seconds <= (rung.bandwidth ?? 0) * 1.1, `${rung.name}: a segment is above its bandwidth`);
  await withFile(rung.bytes, async (file) => {
    assert.equal(await decodeStrictly(file, 'v'), expected.times.length);
    const packets = await packetsOf(file);
    const shown = packets.map(({ pts }) => pts).sort((a, b) => a - b);
    assert.equal(shown.length, expected.times.length);
    for (const [index, due] of expected.times.entries())
      assert.ok(
        Math.abs((shown[index] ?? -1) - due) < 0.001,
        `${rung.name}: picture ${index} at ${shown[index]} s, due at ${due} s`,
      );
    for (const [index, segment] of rung.segments.entries()) {
      const first = packets.find(({ pos }) => pos >= segment.first);
      assert.ok(first?.key, `${rung.name}: segment ${index} starts with a keyframe`);
      assert.ok((first?.pos ?? 0) < segment.first + segment.length);
    }
  });
}

function timesOf({ durations, timeBase }: PlanJson): readonly number[] {
  const times: number[] = [];
  let ticks = 0;
  for (const [each, count] of durations) {
    for (let index = 0; index < count; index += 1) {
      times.push((ticks * timeBase.num) / timeBase.den);
      ticks += each;
    }
  }
  return times;
}

async function judgeAudio(track: Rendition): Promise<number> {
  return withFile(track.bytes, async (file) => {
    await decodeStrictly(file, 'a');
    const packets = await packetsOf(file);
    assertContinuous(packets);
    const last = packets.at(-1);
    return (last?.pts ?? 0) + (last?.duration ?? 0);
  });
}

/** From 0 on, each packet begins where the one before ends, seams of chunks included. */
function assertContinuous(packets: readonly { pts: number; duration: number }[]): void {
  let expected: number | undefined = 0;
  for (const { pts, duration } of packets) {
    if (expected !== undefined) assert.ok(Math.abs(pts - expected) < 0.0015, `at ${pts} s, due at ${expected} s`);
    // ffprobe does not tell how long the first packet of a fragmented AAC file lasts.
    expected = Number.isNaN(duration) ? undefined : pts + duration;
  }
}
