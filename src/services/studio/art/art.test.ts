import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode } from '../../../kit/index.ts';
import { allKeys, context, newFolder, type Rig, routeContext, startRig, until } from '../testing/harness.ts';
import { type NewArtwork, storeArtwork } from './store-artwork.ts';

function artworkIn(rig: Rig, title: string, artwork: Omit<NewArtwork, 'title'>): Promise<boolean> {
  return storeArtwork(rig.inner, { title, ...artwork });
}

function poster(text: string, origin: NewArtwork['origin'] = 'film'): Omit<NewArtwork, 'title'> {
  const sizes = [120, 240].map((width) => ({
    width,
    height: width * 1.5,
    type: 'image/webp',
    body: new TextEncoder().encode(`${text} ${width}`),
  }));
  return { kind: 'poster', origin, picture: { width: 240, height: 360, thumbhash: 'AA==', tint: '#102030', sizes } };
}

async function rigWithTitle(t: Parameters<typeof newFolder>[0]) {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const file = join(folder, 'film.mp4');
  await writeFile(file, 'not read in this test');
  const { title } = await rig.studio.implementation.calls.addFile({ path: file }, context());
  return { rig, title: title.id };
}

async function fetchArt(rig: Rig, address: string, init: RequestInit = {}): Promise<Response> {
  const [title = '', name = ''] = address.split('/').slice(-2);
  return rig.studio.implementation.routes.art(new Request('http://studio/x', init), routeContext({ title, name }));
}

test('a picture of a title is served in its sizes, may be kept for ever, and goes with the title', async (t) => {
  const { rig, title } = await rigWithTitle(t);
  assert.equal(await artworkIn(rig, title, poster('one')), true);
  const { artwork } = await rig.studio.implementation.calls.title({ id: title }, context());
  assert.deepEqual(
    artwork?.poster?.sizes.map(({ width, height }) => [width, height]),
    [
      [120, 180],
      [240, 360],
    ],
  );
  const address = artwork?.poster?.sizes[1]?.address ?? '';
  assert.match(address, new RegExp(`^/api/studio/art/${title}/[0-9a-f]{32}\\.webp$`));
  const answer = await fetchArt(rig, address);
  assert.equal(await answer.text(), 'one 240');
  assert.equal(answer.headers.get('content-type'), 'image/webp');
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=31536000, immutable');
  const etag = answer.headers.get('etag') ?? '';
  assert.equal((await fetchArt(rig, address, { headers: { 'if-none-match': etag } })).status, 304);
  await rig.studio.implementation.calls.remove({ id: title, now: true }, context());
  await assert.rejects(fetchArt(rig, address), (error) => hasCode(error, 'studio.no-such-art'));
  await until('nothing is left', async () => (await allKeys(rig.objects)).length === 0);
});

test('what the owner chose stays where a picture from the film comes later, and the other way round goes', async (t) => {
  const { rig, title } = await rigWithTitle(t);
  await artworkIn(rig, title, poster('film'));
  const shown = async () => (await rig.studio.implementation.calls.title({ id: title }, context())).artwork?.poster;
  const first = (await shown())?.sizes[0]?.address ?? '';
  assert.equal(await artworkIn(rig, title, poster('owner', 'owner')), true);
  assert.equal(await artworkIn(rig, title, poster('film again')), false);
  const address = (await shown())?.sizes[0]?.address ?? '';
  assert.equal(await (await fetchArt(rig, address)).text(), 'owner 120');
  await assert.rejects(fetchArt(rig, first), (error) => hasCode(error, 'studio.no-such-art'));
  await until('what is not shown is gone', async () => {
    return (await allKeys(rig.objects)).filter((key) => key.includes('/art/')).length === 2;
  });
});

test('a title that is gone gets no picture', async (t) => {
  const { rig } = await rigWithTitle(t);
  const gone = '01890a5d-ac96-774b-bcce-b302099a8057';
  assert.equal(await artworkIn(rig, gone, poster('late')), false);
  await until('its bytes are gone', async () => !(await allKeys(rig.objects)).some((key) => key.includes('/art/')));
});
