import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSoundOffset } from './sound-offset.ts';

const set = (kind: string) =>
  `<AdaptationSet contentType="${kind}" lang="en">\n<Representation id="${kind}"><SegmentBase indexRange="1-2"/></Representation>\n</AdaptationSet>`;
const manifest = `<MPD><Period>${set('video')}${set('audio')}${set('audio')}</Period></MPD>`;

test('every sound is shifted, and nothing else', () => {
  const later = withSoundOffset(manifest, 0.15);
  assert.equal(later.match(/presentationTimeOffset="-150"/g)?.length, 2);
  assert.ok(later.startsWith(`<MPD><Period>${set('video')}<Adapt`), 'the picture stays where it is');
  assert.match(withSoundOffset(manifest, -5), /timescale="1000" presentationTimeOffset="5000" indexRange="1-2"/);
});

test('without an offset the manifest is as it came', () => {
  assert.equal(withSoundOffset(manifest, 0), manifest);
  assert.equal(withSoundOffset(manifest, 0.0001), manifest);
});
