// Every judgement of a title's stream: by parsers and decoders that are not ours.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bijou, TitleJson } from './bijou.ts';
import { countBoxes, decodeStrictly, packetsOf, type Rendition, readDash, readHls, withFile } from './judge.ts';
import type { PlanJson } from './plan.ts';

interface PlayJson {
  readonly hls: readonly string[];
  readonly dash: readonly string[];
  readonly expires: string;
  readonly duration: number;
}

/** Every byte of every rendition, decoded without forgiveness. Resolves to the number of pictures that were planned. */
export async function judgeTitle(bijou: Pick<Bijou, 'cli' | 'json'>, id: string): Promise<number> {
  const title = (await bijou.json<TitleJson[]>('titles')).find((one) => one.id === id);
  assert.ok(title !== undefined);
  const plan: PlanJson = JSON.parse((await bijou.cli('plan', title.id)).stdout);
  const pictures = plan.durations.reduce((sum, [, count]) => sum + count, 0);

  const { play, stream } = await wholeStream(bijou, title);
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
  return pictures;
}

/** The studio tells that a title is whole before those have heard it who give out what plays. */
async function wholeStream(bijou: Pick<Bijou, 'json'>, { id, rungs }: TitleJson) {
  for (let patience = 50; ; patience -= 1) {
    const play = await bijou.json<PlayJson>('play', id);
    const stream = await readHls(play.hls[0] ?? '');
    if (stream.video.length >= rungs.length || patience === 0) return { play, stream };
    await sleep(200);
  }
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
