import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderFileOf, mapFolders } from './folders.ts';

const folder = 'title/v1/720p';

test('an address is known by its folder, whatever its host, prefix and signature', () => {
  const place = { folder, file: 'media.mp4' };
  assert.deepEqual(folderFileOf(`http://a.test:81/k1.99.sig/${folder}/media.mp4`), place);
  assert.deepEqual(folderFileOf(`https://b.test/edge/k2.12.other/${folder}/media.mp4?x=1`), place);
  assert.equal(folderFileOf('https://b.test/media.mp4'), undefined);
  assert.equal(folderFileOf('not an address'), undefined);
});

test('a manifest names folders in place of hosts and signatures, of every ranked address', () => {
  const mpd = [
    `<BaseURL>http://a.test/k1.1.s/${folder}/media.mp4</BaseURL>`,
    `<BaseURL>https://b.test/x/k1.1.s/${folder}/</BaseURL>`,
    '<X ref="http://c.test/title/v1/other/media.mp4"/>',
  ].join('');
  assert.equal(
    mapFolders(mpd, { folders: [folder], prefix: 'own://media' }),
    [
      `<BaseURL>own://media/${folder}/media.mp4</BaseURL>`,
      `<BaseURL>own://media/${folder}/</BaseURL>`,
      '<X ref="http://c.test/title/v1/other/media.mp4"/>',
    ].join(''),
  );
});
