import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { gainFor } from '../../../media/index.ts';
import { makeMedia } from '../testing/films.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('listen');

/** What ffmpeg's meter says of a finished file. */
function meter(file: string): { readonly integrated: number; readonly truePeak: number } {
  const words = ['-hide_banner', '-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', words, { encoding: 'utf8' });
  const of = (pattern: RegExp) => Number(pattern.exec(stderr.slice(stderr.lastIndexOf('Summary:')))?.[1]);
  return { integrated: of(/I:\s+(\S+) LUFS/), truePeak: of(/Peak:\s+(\S+) dBFS/) };
}

function channelsOf(file: string): number {
  const asked = ['-v', 'error', '-show_entries', 'stream=channels', '-of', 'csv=p=0', file];
  return Number(spawnSync('ffprobe', asked, { encoding: 'utf8' }).stdout.trim());
}

/** Sound whose loudness is as low and as high as films come; 5.1 and 7.1 with a different tone in every channel. */
function makeSound(name: string, filter: string): string {
  const file = join(folder, name);
  makeMedia(['-f', 'lavfi', '-i', filter, '-c:a', 'pcm_s16le', file]);
  return file;
}

const tones = (count: number) =>
  Array.from({ length: count }, (_, index) => `0.2*sin(${2 * (index + 2)}00*t)`).join('|');
const sources = [
  { name: 'quiet.wav', filter: 'sine=f=400:d=6,volume=-12dB,aformat=channel_layouts=stereo', channels: 2 },
  { name: 'loud.wav', filter: 'anoisesrc=d=6:c=pink:a=0.9:r=48000:seed=7,aformat=channel_layouts=mono', channels: 2 },
  { name: 'wide.wav', filter: `aevalsrc=${tones(6)}:c=5.1:d=6:s=48000`, channels: 6 },
  { name: 'wide-down.wav', filter: `aevalsrc=${tones(6)}:c=5.1:d=6:s=48000`, channels: 2 },
  { name: 'wider.wav', filter: `aevalsrc=${tones(8)}:c=7.1:d=6:s=48000`, channels: 6 },
];

test('sound as quiet or loud as it comes, in stereo and surround, is as loud as any other when it is encoded', async () => {
  for (const { name, filter, channels } of sources) {
    const file = makeSound(name, filter);
    const track = { name, stream: 0, start: 0, duration: 6, channels };
    const [heard] = await encoder.listen(file, { tracks: [track] }, run);
    assert.ok(heard !== undefined && heard.integrated !== null && heard.truePeak !== null, name);
    const output = join(folder, `${name}.mp4`);
    const gain = gainFor(heard);
    await encoder.encodeAudio(file, { ...track, sampleRate: 48_000, bitRate: 80_000 * channels, gain, output }, run);
    const made = meter(output);
    assert.ok(Math.abs(made.integrated + 18) < 1, `${name}: ${made.integrated} LUFS`);
    assert.ok(made.truePeak <= -1, `${name}: ${made.truePeak} dBTP`);
    assert.equal(channelsOf(output), channels, name);
  }
});

test('what is silent, or over in a moment, has no loudness', async () => {
  for (const filter of ['anullsrc=d=3:r=48000', 'sine=f=400:d=0.2']) {
    const file = makeSound('still.wav', filter);
    const track = { name: 'a1', stream: 0, start: 0, duration: 3, channels: 2 };
    const [heard] = await encoder.listen(file, { tracks: [track] }, run);
    assert.equal(heard?.integrated, null);
    assert.equal(gainFor({ integrated: heard?.integrated ?? null, truePeak: heard?.truePeak ?? null }), 0);
  }
});
