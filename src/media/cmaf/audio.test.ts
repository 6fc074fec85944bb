import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { hasCode } from '../../kit/index.ts';
import type { AudioStream } from '../inspection.ts';
import type { Plan, PlannedAudio } from '../plan/plan.ts';
import { durationSeconds } from '../plan/timeline.ts';
import { ordinaryAudio } from '../testing/streams.ts';
import { readAudioTrack } from './audio-track.ts';
import { bytesSource } from './byte-source.ts';
import { readFragmentedTrack } from './fragmented-track.ts';
import { layOutAudio } from './lay-out-audio.ts';
import { assemble, encodeTone, fileSource, planOf, run, tempFolder } from './testing/encoded-film.ts';

const stream: AudioStream = { ...ordinaryAudio, durationSeconds: null, heard: { from: 0, to: 10 } };

function filmWith(sampleRate: number, channels: number): { readonly plan: Plan; readonly audio: PlannedAudio } {
  const tracks = { audio: [{ ...stream, sampleRate, channels }] };
  const plan = planOf({ timeBase: { num: 1, den: 30_000 }, durations: [[1001, 300]], tracks });
  const [audio] = plan.audio;
  assert.ok(audio !== undefined);
  return { plan, audio };
}

async function assembleTone(t: TestContext, rate: number, channels: number) {
  const folder = tempFolder(t);
  const { plan, audio } = filmWith(rate, channels);
  const output = join(folder, 'audio.mp4');
  encodeTone(output, { seconds: durationSeconds(plan), rate, channels: audio.channels });
  const layout = layOutAudio({ plan, audio, track: await readAudioTrack(fileSource(output)) });
  const file = join(folder, 'media.mp4');
  assemble(layout, file, [output]);
  return { plan, layout, file, output };
}

for (const [rate, channels] of [
  [48_000, 2],
  [44_100, 1],
] as const) {
  test(`audio of ${rate} Hz begins with the film, and ends within 25 ms of it`, async (t) => {
    const { plan, layout, file } = await assembleTone(t, rate, channels);
    assert.equal(layout.timescale, rate);
    assert.equal(layout.codecs, 'mp4a.40.2');
    assert.ok(Math.abs(layout.durationSeconds - durationSeconds(plan)) < 0.025);
    const shown = JSON.parse(run('ffprobe', ['-show_entries', 'packet=pts', '-of', 'json', file])) as {
      packets: { pts: number }[];
    };
    assert.deepEqual(
      shown.packets.map(({ pts }) => pts),
      shown.packets.map((_, index) => index * 1024),
    );
    run('ffmpeg', ['-xerror', '-i', file, '-f', 'null', '-']);
    assert.equal(readFileSync(file).length, layout.bytes);
  });
}

test('what is heard lies where it lay before encoding: priming is dropped, neither more nor less', async (t) => {
  const { file, output } = await assembleTone(t, 48_000, 1);
  const wave = (input: readonly string[]) => {
    const bytes = readFileSync(input[0] ?? '');
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  };
  const decode = (from: readonly string[], to: string) => {
    run('ffmpeg', ['-y', ...from, '-ac', '1', '-f', 's16le', to]);
    return wave([to]);
  };
  const heard = decode(['-i', file], `${output}.heard`);
  const meant = decode(['-f', 'lavfi', '-i', 'sine=f=440:r=48000:d=10'], `${output}.meant`);
  // Over one period of 440 Hz there is one shift that fits best: none.
  const misfit = (shift: number) => {
    let sum = 0;
    for (let at = 5000; at < 20_000; at++) sum += Math.abs((heard[at + shift] ?? 0) - (meant[at] ?? 0));
    return sum;
  };
  const shifts = Array.from({ length: 101 }, (_, index) => index - 50);
  const best = shifts.reduce((least, shift) => (misfit(shift) < misfit(least) ? shift : least));
  assert.equal(best, 0);
});

test('audio segments begin with the first packet at or after the video’s', async (t) => {
  const { plan, layout } = await assembleTone(t, 48_000, 2);
  assert.equal(layout.segments.length, plan.segments.length);
  for (const [index, { startTicks }] of layout.segments.entries()) {
    const video = ((plan.segments[index] ?? 0) * 1001 * 48_000) / 30_000;
    assert.ok(startTicks >= video && startTicks < video + 1024, `segment ${index}`);
    assert.equal(startTicks % 1024, 0);
  }
});

test('an edit list says how much is priming, where there is one', async (t) => {
  const folder = tempFolder(t);
  const [bare, listed] = [join(folder, 'bare.mp4'), join(folder, 'listed.mp4')];
  const tone = { seconds: 2, rate: 48_000, channels: 1 };
  encodeTone(bare, tone);
  encodeTone(listed, { ...tone, flags: ['-movflags', '+frag_keyframe+empty_moov+default_base_moof+delay_moov'] });
  const tracks = await Promise.all([bare, listed].map((file) => readAudioTrack(fileSource(file))));
  const edits = await readFragmentedTrack(fileSource(listed), 'soun');
  assert.equal(edits.edits.length, 1);
  const [one, two] = tracks.map(({ packets }) => packets.map(({ start, size }) => [start, size]));
  assert.deepEqual(one, two);
  assert.equal(one?.[0]?.[0], -1024);
});

test('audio that is not as planned is refused: other channels, other rate, too short, none', async (t) => {
  const folder = tempFolder(t);
  const { plan, audio } = filmWith(48_000, 2);
  const file = join(folder, 'audio.mp4');
  const refused = async (why: RegExp, change: Partial<Parameters<typeof encodeTone>[1]>) => {
    encodeTone(file, { seconds: durationSeconds(plan), rate: 48_000, channels: 2, ...change });
    const track = await readAudioTrack(fileSource(file));
    assert.throws(
      () => layOutAudio({ plan, audio, track }),
      (error) => hasCode(error, 'media.audio-mismatch') && why.test(String(error)),
    );
  };
  await refused(/channels/, { channels: 1 });
  await refused(/44100/, { rate: 44_100 });
  await refused(/ends after/, { seconds: 5 });
  await assert.rejects(readAudioTrack(bytesSource(new Uint8Array())), (error) => hasCode(error, 'media.missing-box'));
});

test('audio that is longer than the film is cut off at its end', async (t) => {
  const folder = tempFolder(t);
  const { plan, audio } = filmWith(48_000, 2);
  const file = join(folder, 'audio.mp4');
  encodeTone(file, { seconds: durationSeconds(plan) + 3, rate: 48_000, channels: 2 });
  const layout = layOutAudio({ plan, audio, track: await readAudioTrack(fileSource(file)) });
  assert.ok(Math.abs(layout.durationSeconds - durationSeconds(plan)) < 0.025);
});
