import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Inspection, VideoStream } from '../../../media/index.ts';
import { asItIs, makeMedia, smallRung, smallWork } from '../testing/films.ts';
import { decodeListener } from './decode-listener.ts';
import { pictureCollector } from './pictures.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('inspect');

function at(name: string): string {
  return join(folder, name);
}

function countOf(inspection: Inspection): number {
  return inspection.pictures?.durations.reduce((sum, [, count]) => sum + count, 0) ?? 0;
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

test('shots begin where the picture changes', async () => {
  const shots = ['testsrc=s=320x180:r=25:d=1', 'mandelbrot=s=320x180:r=25', 'smptebars=s=320x180:r=25:d=1'];
  const inputs = shots.flatMap((shot) => ['-f', 'lavfi', '-i', shot]);
  const graph = '[0]setsar=1[a];[1]trim=end_frame=20,setsar=1[b];[2]setsar=1[c];[a][b][c]concat=n=3';
  makeMedia([...inputs, '-filter_complex', graph, ...x264, '-g', '12', at('shots.mp4')]);
  const { pictures } = await encoder.inspect(at('shots.mp4'), run);
  assert.deepEqual(pictures?.cuts, [25, 45]);
  assert.deepEqual(pictures?.durations, [[512, 70]]);
});

test('tracks are told by language, label and use; cover art is not the film', async () => {
  makeMedia(['-f', 'lavfi', '-i', 'color=s=600x600:d=0.04', '-frames:v', '1', at('cover.jpg')]);
  const inputs = ['testsrc2=s=128x64:r=25:d=1', 'sine=d=1', 'sine=d=1'];
  makeMedia([
    ...inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]),
    ...['-map', '0', '-map', '1', '-map', '2', '-c:v', 'libx264', '-c:a', 'aac'],
    ...['-attach', at('cover.jpg'), '-metadata:s:t', 'mimetype=image/jpeg', '-metadata:s:a:0', 'language=ger'],
    ...['-metadata:s:a:1', 'language=fra', '-metadata:s:a:1', 'title=Commentaire', '-disposition:a:0', '0'],
    ...['-disposition:a:1', 'default', at('tracks.mkv')],
  ]);
  const inspection = await encoder.inspect(at('tracks.mkv'), run);
  assert.deepEqual(
    inspection.video.map((stream) => [stream.width, stream.isPicture]),
    [
      [128, false],
      [600, true],
    ],
  );
  assert.equal(inspection.pictures?.stream, 0);
  assert.equal(countOf(inspection), 25);
  assert.deepEqual(
    inspection.audio.map(({ language, label, isDefault }) => [language, label, isDefault]),
    [
      ['de', '', false],
      ['fr', 'Commentaire', true],
    ],
  );
});

test('chapters and odd pixels are told', async () => {
  const chapters = at('chapters.txt');
  writeFileSync(chapters, ';FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=500\ntitle=One\n');
  makeMedia([
    ...['-f', 'lavfi', '-i', 'testsrc2=s=128x64:r=30000/1001:d=1', '-i', chapters, '-map_chapters', '1'],
    ...['-vf', 'setsar=4/3', ...x264, at('plain.mp4')],
  ]);
  const { chapters: told, video } = await encoder.inspect(at('plain.mp4'), run);
  assert.deepEqual(told, [{ start: 0, end: 0.5, name: 'One' }]);
  assert.deepEqual(video[0]?.sampleAspect, { num: 4, den: 3 });
  assert.deepEqual(video[0]?.frameRate, { num: 30000, den: 1001 });
});

test('rotation is told clockwise, and the encoded pictures are turned by it', async () => {
  const corner = "geq=lum='if(lt(X,64)*lt(Y,32),235,16)':cb=128:cr=128";
  makeMedia(['-f', 'lavfi', '-i', `color=s=128x64:r=25:d=0.2,${corner}`, ...x264, at('upright.mp4')]);
  for (const degrees of ['90', '270']) {
    makeMedia(['-i', at('upright.mp4'), '-c', 'copy', '-metadata:s:v', `rotate=${degrees}`, at('turned.mp4')]);
    const { video } = await encoder.inspect(at('turned.mp4'), run);
    const output = at('turned-out.mp4');
    const rungs = [{ ...smallRung, width: 64, height: 128, output }];
    const treatment = { ...asItIs({ width: 128, height: 64 }), rotation: video[0]?.rotation ?? 0 };
    const work = { ...smallWork({ count: 5, firstTime: 0 }, output), rungs, treatment };
    await encoder.encodeVideo(at('turned.mp4'), work, run);
    // ffmpeg copies the source's matrix to the chunk's header, which what is published does not take over.
    const gray = ['-noautorotate', '-i', output, '-frames:v', '1', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'];
    const picture = execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...gray]);
    const brightAt = (x: number, y: number): boolean => (picture[y * 64 + x] ?? 0) > 127;
    // The upper left corner goes to the upper right when turned clockwise, to the lower left the other way.
    assert.equal(video[0]?.rotation, brightAt(48, 32) ? 90 : 270);
    assert.equal(brightAt(48, 32) !== brightAt(16, 96), true);
  }
});

test('a film that was cut off counts only what decodes, and the damage is named', async () => {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=3'];
  makeMedia([...source, ...x264, '-g', '25', '-movflags', '+faststart', at('whole.mp4')]);
  const bytes = readFileSync(at('whole.mp4'));
  writeFileSync(at('cut-off.mp4'), bytes.subarray(0, Math.floor(bytes.length / 2)));
  const inspection = await encoder.inspect(at('cut-off.mp4'), run);
  assert.ok(countOf(inspection) > 10 && countOf(inspection) < 70);
  assert.ok(inspection.complaints.length > 0);
  assert.ok(!JSON.stringify(inspection.complaints).includes(folder));
  const last = inspection.pictures?.durations.at(-1)?.[0] ?? 0;
  assert.ok(last <= 1024, `the last picture stays ${last} ticks`);
  assert.deepEqual((await encoder.inspect(at('cut-off.mp4'), run)).pictures, inspection.pictures);
});

test('a file with sound alone has no pictures', async () => {
  makeMedia(['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', at('sound.m4a')]);
  const inspection = await encoder.inspect(at('sound.m4a'), run);
  assert.equal(inspection.pictures, null);
  assert.equal(inspection.audio.length, 1);
});

test('a playlist is not a film: a source reads nothing but itself', async () => {
  makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=64x64:d=1', ...x264, at('secret.ts')]);
  writeFileSync(at('list.m3u8'), `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${at('secret.ts')}\n#EXT-X-ENDLIST\n`);
  writeFileSync(at('list.txt'), `ffconcat version 1.0\nfile '${at('secret.ts')}'\n`);
  for (const list of ['list.m3u8', 'list.txt']) {
    await assert.rejects(encoder.inspect(at(list), run), { code: 'encoder.refused' });
  }
});

test('the last picture stays as long as its container says, within reason', () => {
  const timeBase = { num: 1, den: 25 };
  const collect = (end: number | undefined, { isIntact = false } = {}) => {
    const collector = pictureCollector(timeBase);
    for (const [index, time] of [10, 11, 12, 12, 9, 13].entries())
      collector.picture(`frame:${index} pts:${time} pts_time:1`);
    const pictures = collector.pictures(0, { isIntact, ...(end === undefined ? {} : { end }) });
    assert.deepEqual(pictures?.dropped, { count: 2, firstBefore: 3 });
    return pictures?.durations;
  };
  assert.deepEqual(collect(15), [
    [1, 3],
    [2, 1],
  ]);
  assert.deepEqual(collect(400), [[1, 4]]);
  assert.deepEqual(collect(undefined), [[1, 4]]);
  // Of a source that was read to its end more is believed, though nobody says how many pictures it has.
  const stays = 20 * timeBase.den;
  assert.deepEqual(collect(13 + stays, { isIntact: true }), [
    [1, 3],
    [stays, 1],
  ]);
  assert.deepEqual(collect(13 + 3600 * timeBase.den, { isIntact: true }), [[1, 4]]);
});

test('damage is heard whatever the decoder is called', () => {
  const video = { index: 2, codec: 'av1', width: 64, height: 64, timeBase: { num: 1, den: 25 } } as VideoStream;
  const isHeard = (line: string) => {
    const listener = decodeListener('film.mp4', video);
    listener.push(line);
    return listener.isDamaged();
  };
  assert.equal(isHeard('[av1 @ 0x55d0] [error] Failed to read unit 3'), true);
  assert.equal(isHeard('[error] Error while decoding stream #0:2: Invalid data found when processing input'), true);
  assert.equal(isHeard('[vist#0:2/av1 @ 0x55d0] [error] Error submitting packet to decoder: Invalid data'), true);
  assert.equal(isHeard('[error] Error while decoding stream #0:1: Invalid data found when processing input'), false);
});
