import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AudioWork, TextsWork } from '../index.ts';
import { makeMedia, packetsOf } from '../testing/films.ts';
import { cueShifter } from './shift-cues.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('sound');

/** Two seconds that are silent until a tone begins at 1 s. */
const toneAtOne = ['-f', 'lavfi', '-i', "aevalsrc='if(gte(t,1),0.8*sin(2*PI*1000*t),0)':s=44100:d=2"];

function samplesOf(file: string): Float32Array {
  const args = ['-nostdin', '-v', 'error', '-i', file, '-ac', '1', '-f', 'f32le', '-'];
  const raw = execFileSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  return new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4);
}

/** Seconds of the first loud sample, of the last one, and of the whole. */
async function encoded(file: string, work: Partial<AudioWork> & Pick<AudioWork, 'start' | 'duration'>) {
  const output = join(folder, 'out.m4a');
  const fixed = { stream: 0, channels: 2, sampleRate: 48000, bitRate: 128000, output };
  await encoder.encodeAudio(file, { ...fixed, ...work }, run);
  // One packet is the encoder's priming; some versions of ffmpeg hand it out, some do not.
  const decoded = samplesOf(output);
  const samples = decoded.subarray(decoded.length - (packetsOf(output).length - 1) * 1024);
  return {
    onset: samples.findIndex((sample) => Math.abs(sample) > 0.2) / 48000,
    offset: samples.findLastIndex((sample) => Math.abs(sample) > 0.2) / 48000,
    seconds: samples.length / 48000,
  };
}

function near(value: number, wanted: number): void {
  assert.ok(Math.abs(value - wanted) < 0.006, `${value} is not near ${wanted}`);
}

test('sound that begins with the film stays where it is, and fills its length', async () => {
  const file = join(folder, 'plain.mkv');
  makeMedia([...toneAtOne, '-c:a', 'flac', file]);
  const { onset, seconds } = await encoded(file, { start: 0, duration: 3 });
  near(onset, 1);
  assert.ok(seconds >= 3 && seconds < 3.03);
});

test('sound that begins later than the picture is preceded by silence', async () => {
  const file = join(folder, 'late.mkv');
  makeMedia([...toneAtOne, '-output_ts_offset', '0.7', '-c:a', 'flac', file]);
  near((await encoded(file, { start: 0.2, duration: 2.5 })).onset, 1.5);
});

test('sound that begins before the picture is cut, on the timeline of a transport stream too', async () => {
  const file = join(folder, 'early.ts');
  makeMedia([
    ...toneAtOne,
    '-ar',
    '48000',
    '-c:a',
    's302m',
    '-ac',
    '2',
    '-strict',
    '-2',
    '-output_ts_offset',
    '5',
    '-muxdelay',
    '0',
    '-muxpreload',
    '0',
    file,
  ]);
  const begins = Number(
    execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=start_time', '-of', 'csv=p=0', file]),
  );
  near((await encoded(file, { start: begins + 0.4, duration: 1.2 })).onset, 0.6);
});

test('a gap in the sound becomes silence, and what follows keeps its time', async () => {
  const file = join(folder, 'gap.mkv');
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=1000:duration=3:sample_rate=48000'];
  makeMedia([...tone, '-af', "volume=8,aselect='not(between(t,1,2))'", '-c:a', 'pcm_s16le', file]);
  const { onset, offset } = await encoded(file, { start: 0, duration: 3.5 });
  near(onset, 0);
  near(offset, 3);
});

test('surround is mixed down to as many channels as asked', async () => {
  const file = join(folder, 'surround.mkv');
  makeMedia(['-f', 'lavfi', '-i', 'sine=duration=1', '-ac', '6', '-c:a', 'flac', file]);
  for (const channels of [2, 6]) {
    await encoded(file, { start: 0, duration: 1, channels });
    const args = ['-v', 'error', '-show_entries', 'stream=channels,codec_name,profile', '-of', 'csv=p=0'];
    assert.equal(String(execFileSync('ffprobe', [...args, join(folder, 'out.m4a')])).trim(), `aac,LC,${channels}`);
  }
});

test('a track of which nothing decodes is refused', async () => {
  const whole = join(folder, 'whole.wav');
  const empty = join(folder, 'empty.wav');
  makeMedia([...toneAtOne, whole]);
  writeFileSync(empty, readFileSync(whole).subarray(0, 78));
  await assert.rejects(encoded(empty, { start: 0, duration: 1 }), { code: 'encoder.refused' });
});

/** Words by the names of their tracks. */
async function textsOf(file: string, work: Omit<TextsWork, 'folder'>): Promise<ReadonlyMap<string, string>> {
  const { files } = await encoder.extractTexts(file, { ...work, folder: join(folder, 'texts') }, run);
  return new Map(files.map((made) => [made.name, readFileSync(made.file, 'utf8')]));
}

test('text begins at the film and says what it says, accents too', async () => {
  const script = join(folder, 'words.srt');
  const file = join(folder, 'words.mkv');
  writeFileSync(
    script,
    '1\n00:00:00,200 --> 00:00:00,900\nGone\n\n2\n00:00:01,500 --> 00:00:02,250\n<i>Élan</i>\nvital\n',
  );
  makeMedia(['-i', script, '-c:s', 'srt', file]);
  const [words] = (await textsOf(file, { start: 1, tracks: [{ name: 'words', stream: 0 }] })).values();
  assert.equal(words?.trim(), 'WEBVTT\n\n00:00:00.500 --> 00:00:01.250\n<i>Élan</i>\nvital'.trim());
});

test("subtitles that are pictures do not become text, and are kept as they are from the film's start on", async () => {
  const words = join(folder, 'drawn.srt');
  const file = join(folder, 'drawn.mkv');
  writeFileSync(words, '1\n00:00:00,200 --> 00:00:00,900\nx\n');
  // A drawn track without a drawing: an empty packet of DVD subtitles, made by relabelling a copied track.
  makeMedia(['-f', 'lavfi', '-i', 'color=s=64x64:d=1', '-i', words, '-c:v', 'mpeg4', '-c:s', 'srt', file]);
  const bytes = readFileSync(file);
  const label = Buffer.from('S_TEXT/UTF8');
  bytes.set(Buffer.from('S_VOBSUB\0\0\0'), bytes.indexOf(label));
  writeFileSync(file, bytes);
  const { text } = await encoder.inspect(file, run);
  assert.deepEqual(
    text.map((track) => track.isBitmap),
    [true],
  );
  const at = { start: 0.1, folder: join(folder, 'drawn') };
  const asText = await encoder.extractTexts(file, { ...at, tracks: [{ name: 'p', stream: 1 }] }, run);
  assert.deepEqual(asText, {
    files: [],
    leftOut: [{ name: 'p', why: 'They are pictures, which cannot become text.' }],
  });
  const { files } = await encoder.extractTexts(file, { ...at, tracks: [{ name: 'p', stream: 1, asItIs: true }] }, run);
  const kept = files[0]?.file ?? '';
  const asked = ['-v', 'error', '-show_entries', 'stream=codec_name:packet=pts_time', '-of', 'json', kept];
  const { streams, packets } = JSON.parse(String(execFileSync('ffprobe', asked)));
  assert.equal(streams[0].codec_name, 'dvd_subtitle');
  assert.deepEqual(
    packets.map(({ pts_time }: { pts_time: string }) => Number(pts_time)),
    [0.1],
  );
});

test('cues are moved whole however the text is cut into pieces', () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000 align:start\none\n\nid\n01:00:00.500 --> 01:00:01.000\ntwo\n\n';
  for (const size of [1, 7, 1000]) {
    const shifter = cueShifter((seconds) => seconds - 1.5);
    let moved = '';
    for (let at = 0; at < vtt.length; at += size) moved += shifter.push(vtt.slice(at, at + size));
    moved += shifter.end();
    assert.equal(
      moved,
      'WEBVTT\n\n00:00:00.000 --> 00:00:00.500 align:start\none\n\nid\n00:59:59.000 --> 00:59:59.500\ntwo\n\n',
    );
  }
});

test('every packet has 1024 samples at a sample rate that no time base divides', async () => {
  const file = join(folder, 'mp3.mp4');
  makeMedia([...toneAtOne, '-af', 'apad=whole_dur=8', '-ac', '1', '-c:a', 'libmp3lame', file]);
  const output = join(folder, 'whole.m4a');
  const work = { stream: 0, start: 0, duration: 8, channels: 2, sampleRate: 44100, bitRate: 128000, output };
  await encoder.encodeAudio(file, work, run);
  const args = ['-v', 'error', '-show_entries', 'packet=pts', '-of', 'csv=p=0', output];
  const starts = execFileSync('ffprobe', args, { encoding: 'utf8' }).split('\n').map(Number.parseFloat);
  for (const start of starts.filter((value) => !Number.isNaN(value))) assert.equal(Math.abs(start % 1024), 0);
});

test('styled subtitles keep bold and italic, and nothing else of what they look like', async () => {
  const styles =
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n' +
    'Style: Default,Arial,20,&H00FFFFFF,&H00FFFFFF,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,1';
  const lines = [
    String.raw`0:00:00.10,0:00:00.50,Default,,0,0,0,,{\pos(10,20)\c&H0000FF&}A {\b1}bold{\b0} {\i1}cut{\i0} & <more\Nsecond`,
    String.raw`0:00:00.50,0:00:00.80,Default,,0,0,0,,{\p1}m 0 0 l 100 0 100 100 0 100{\p0}`,
    '0:00:00.80,0:00:00.90,Default,,0,0,0,,{only a remark}',
    String.raw`0:00:01.00,0:00:01.50,Default,,0,0,0,,{\k20}ka{\k30}ra{\an8}oke`,
  ].map((line) => `Dialogue: 0,${line}`);
  const words = join(folder, 'styled.ass');
  const fields = 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text';
  const head = `[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\n${styles}\n\n[Events]\n${fields}\n`;
  writeFileSync(words, `${head}${lines.join('\n')}\n`);
  for (const [codec, name] of [
    ['ass', 'styled.mkv'],
    ['mov_text', 'styled.mp4'],
  ] as const) {
    const film = join(folder, name);
    makeMedia(['-i', words, '-map', '0', '-c:s', codec, film]);
    const [text = ''] = (await textsOf(film, { start: 0, tracks: [{ name: 'words', stream: 0 }] })).values();
    assert.ok(text.startsWith('WEBVTT\n\n'), name);
    assert.match(text, /00:00:00\.100 --> 00:00:00\.500\nA <b>bold<\/b> <i>cut<\/i> &amp; &lt;more\nsecond\n\n/, name);
    assert.match(text, /\nkaraoke\n/, name);
    assert.equal(text.match(/-->/g)?.length, 2, name);
  }
});
