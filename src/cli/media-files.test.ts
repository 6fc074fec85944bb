import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findMediaFiles } from './media-files.ts';

test('a folder gives its films, a disc as one, and says what it passes over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-folder-'));
  try {
    const files = [
      'Film (2001).mkv',
      '._Film (2001).mkv',
      'Film (2001)-trailer.mp4',
      'Sample/film-sample.mkv',
      'trailers/one.mp4',
      '@eaDir/Film (2001).mkv',
      '$RECYCLE.BIN/old.mkv',
      'lost+found/x.mkv',
      'half.mkv.part',
      'half.mp4.crdownload',
      'Old Film (1998)/VIDEO_TS/VTS_01_1.VOB',
      'Old Film (1998)/VIDEO_TS/VTS_01_2.VOB',
      'Blue/BDMV/STREAM/00001.m2ts',
      'Copied (1997)/VIDEO_TS.IFO',
      'Copied (1997)/VTS_01_1.VOB',
      'Copied (1997)/VTS_01_2.VOB',
      'PRIVATE/AVCHD/BDMV/INDEX.BDM',
      'PRIVATE/AVCHD/BDMV/STREAM/00000.MTS',
      'PRIVATE/AVCHD/BDMV/STREAM/00001.MTS',
      'Imaged (1996).iso',
      'Sampler (1999).mkv',
    ];
    for (const file of files) {
      await mkdir(join(folder, file, '..'), { recursive: true });
      await writeFile(join(folder, file), 'bytes');
    }
    await writeFile(join(folder, 'empty.mkv'), '');
    await symlink('.', join(folder, 'loop'));
    const latin = Buffer.concat([Buffer.from(`${folder}/Caf`), Buffer.from([0xe9]), Buffer.from(' (2005).mp4')]);
    await writeFile(latin, 'bytes');
    const notes: string[] = [];
    const note = (sentence: string) => void notes.push(sentence);
    const latinWord = `file://${folder}/Caf%E9%20%282005%29.mp4`;
    assert.deepEqual(await findMediaFiles([folder], { note }), [
      join(folder, 'Blue', 'BDMV'),
      latinWord,
      join(folder, 'Copied (1997)'),
      join(folder, 'Film (2001).mkv'),
      join(folder, 'Old Film (1998)', 'VIDEO_TS'),
      join(folder, 'PRIVATE/AVCHD/BDMV/STREAM/00000.MTS'),
      join(folder, 'PRIVATE/AVCHD/BDMV/STREAM/00001.MTS'),
      join(folder, 'Sampler (1999).mkv'),
    ]);
    assert.deepEqual(notes, [
      `${join(folder, 'empty.mkv')} is passed over: it is empty.`,
      'Imaged (1996).iso is passed over: it is the image of a disc. Add the VIDEO_TS or BDMV folder that is in it.',
      'One sample or trailer was passed over.',
    ]);

    // As Node reads the word that a shell gives.
    assert.deepEqual(await findMediaFiles([latin.toString('utf8')], { note }), [latinWord]);
    const disc = join(folder, 'Old Film (1998)', 'VIDEO_TS');
    assert.deepEqual(await findMediaFiles([disc, disc], { note }), [disc]);
    await assert.rejects(findMediaFiles([join(folder, 'nothing')], { note }), { code: 'cli.no-such-path' });
    // Who names such a folder means it.
    assert.equal((await findMediaFiles([join(folder, 'trailers')], { note })).length, 1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
