import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { mpd } from './dash/mpd.ts';
import { xmlDocument } from './dash/xml.ts';
import { mediaPlaylist } from './hls/media-playlist.ts';
import { multivariantPlaylist } from './hls/multivariant-playlist.ts';
import { textPlaylist } from './hls/text-playlist.ts';
import type { PresentationLike } from './presentation.ts';

interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** What we look at of the two parsers' answers; the packages come without types. */
interface ParsedHls {
  readonly endList?: boolean;
  readonly playlistType?: string;
  readonly targetDuration?: number;
  readonly independentSegments?: boolean;
  readonly segments: readonly {
    readonly uri: string;
    readonly duration: number;
    readonly byterange?: ByteRange;
    readonly map?: { readonly uri: string; readonly byterange: ByteRange };
  }[];
  readonly playlists: readonly { readonly uri: string; readonly attributes: Readonly<Record<string, unknown>> }[];
  readonly mediaGroups: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>>
  >;
}

interface ParsedDash {
  readonly duration: number;
  readonly playlists: readonly {
    readonly attributes: Readonly<Record<string, unknown>>;
    readonly sidx: {
      readonly uri: string;
      readonly byterange: ByteRange;
      readonly map: { readonly byterange: ByteRange };
    };
  }[];
}

const require = createRequire(import.meta.url);
const { Parser } = require('m3u8-parser') as {
  Parser: new () => { push(text: string): void; end(): void; readonly manifest: ParsedHls };
};
const { parse } = require('mpd-parser') as { parse(text: string, options: { manifestUri: string }): ParsedDash };

const ranges = { init: { first: 0, last: 751 }, index: { first: 752, last: 863 } };
const presentation: PresentationLike = {
  durationSeconds: 60.06,
  targetDuration: 5,
  video: [video('480p', 854, 480, 1_400_000), video('1080p', 1920, 1080, 5_000_000)],
  audio: [audio('a1-en', 'en', 'English', true), audio('a2-und', 'und', 'Director & "crew"', false)],
  text: [{ name: 't1-fr', language: 'fr', label: 'Français <forced>', isDefault: false }],
};

function video(name: string, width: number, height: number, peakBandwidth: number) {
  const rates = { peakBandwidth, averageBandwidth: peakBandwidth / 2, frameRate: '30000/1001' };
  return { name, codecs: 'avc1.64001f', width, height, ...rates, ...ranges };
}

function audio(name: string, language: string, label: string, isDefault: boolean) {
  const rates = { peakBandwidth: 160_000, averageBandwidth: 128_000, channels: 2, sampleRate: 48_000 };
  return { name, codecs: 'mp4a.40.2', language, label, isDefault, ...rates, ...ranges };
}

const places = ['https://one.example:8443/k.1.s/', 'http://127.0.0.1:9000/k.1.s/'];
const urlOf = (name: string) => places.map((place) => `${place}t/v1/${name}/`);

function parsedHls(text: string): ParsedHls {
  const parser = new Parser();
  parser.push(text);
  parser.end();
  return parser.manifest;
}

test('a media playlist names the init section and every segment by its bytes', () => {
  const layout = {
    ...ranges,
    timescale: 30_000,
    segments: [
      { first: 864, last: 1863, startTicks: 0, ticks: 120_120 },
      { first: 1864, last: 2000, startTicks: 120_120, ticks: 61_061 },
    ],
  };
  const text = mediaPlaylist({ layout, file: 'media.mp4' });
  const manifest = parsedHls(text);
  assert.match(text, /^#EXTM3U\n#EXT-X-VERSION:7\n/);
  assert.equal(manifest.endList, true);
  assert.equal(manifest.playlistType, 'VOD');
  assert.equal(manifest.targetDuration, 5);
  assert.equal(manifest.independentSegments, true);
  assert.deepEqual(
    manifest.segments.map(({ uri, duration, byterange, map }) => ({ uri, duration, byterange, map })),
    [
      [4.004, { length: 1000, offset: 864 }],
      [2.035367, { length: 137, offset: 1864 }],
    ].map(([duration, byterange]) => ({
      uri: 'media.mp4',
      duration,
      byterange,
      map: { uri: 'media.mp4', byterange: { length: 752, offset: 0 } },
    })),
  );
});

test('rounded segment durations do not drift from the film', () => {
  const ticks = 100_100;
  const segments = Array.from({ length: 2000 }, (_, index) => ({
    first: 0,
    last: 9,
    startTicks: index * ticks,
    ticks,
  }));
  const manifest = parsedHls(mediaPlaylist({ layout: { ...ranges, timescale: 30_000, segments }, file: 'media.mp4' }));
  const sum = manifest.segments.reduce((total, { duration }) => total + duration, 0);
  assert.ok(Math.abs(sum - (2000 * ticks) / 30_000) < 1e-5);
});

test('a text playlist is one segment as long as the film', () => {
  const manifest = parsedHls(textPlaylist({ durationSeconds: 60.06, file: 'media.vtt' }));
  assert.deepEqual(
    manifest.segments.map(({ uri, duration }) => [uri, duration]),
    [['media.vtt', 60.06]],
  );
  assert.equal(manifest.endList, true);
});

test('a multivariant playlist lists every rung at every place, the best place first, with that place’s audio', () => {
  const text = multivariantPlaylist(presentation, urlOf);
  const manifest = parsedHls(text);
  assert.deepEqual(
    manifest.playlists.map(({ uri, attributes }) => [uri, attributes.AUDIO, attributes.SUBTITLES]),
    [
      ['https://one.example:8443/k.1.s/t/v1/480p/media.m3u8', 'audio-1', 'text-1'],
      ['https://one.example:8443/k.1.s/t/v1/1080p/media.m3u8', 'audio-1', 'text-1'],
      ['http://127.0.0.1:9000/k.1.s/t/v1/480p/media.m3u8', 'audio-2', 'text-2'],
      ['http://127.0.0.1:9000/k.1.s/t/v1/1080p/media.m3u8', 'audio-2', 'text-2'],
    ],
  );
  const { attributes } = manifest.playlists[0] ?? {};
  assert.equal(attributes?.BANDWIDTH, 1_560_000);
  assert.equal(attributes?.['AVERAGE-BANDWIDTH'], '828000');
  assert.equal(attributes?.CODECS, 'avc1.64001f,mp4a.40.2');
  assert.deepEqual(attributes?.RESOLUTION, { width: 854, height: 480 });
  assert.equal(attributes?.['FRAME-RATE'], 29.97);
  assert.deepEqual(Object.keys(manifest.mediaGroups.AUDIO?.['audio-2'] ?? {}), ['English', "Director & 'crew'"]);
  const english = manifest.mediaGroups.AUDIO?.['audio-2']?.English;
  assert.equal(english?.uri, 'http://127.0.0.1:9000/k.1.s/t/v1/a1-en/media.m3u8');
  assert.equal(english?.default, true);
  assert.equal(english?.language, 'en');
  assert.equal(manifest.mediaGroups.SUBTITLES?.['text-1']?.['Français <forced>']?.language, 'fr');
});

test('a silent film and one place make the plain playlist', () => {
  const text = multivariantPlaylist({ ...presentation, audio: [], text: [] }, (name) => [`../${name}/`]);
  const manifest = parsedHls(text);
  assert.deepEqual(
    manifest.playlists.map(({ uri, attributes }) => [uri, attributes.AUDIO, attributes.CODECS]),
    [
      ['../480p/media.m3u8', undefined, 'avc1.64001f'],
      ['../1080p/media.m3u8', undefined, 'avc1.64001f'],
    ],
  );
});

test('an MPD lists each rendition with its index and its ranked places, whatever its label', () => {
  const text = mpd(presentation, urlOf);
  const manifest = parse(text, { manifestUri: 'https://bijou.example/main.mpd' });
  assert.equal(manifest.duration, 60.06);
  // This parser lists a representation once for each of its places.
  const renditions = manifest.playlists.filter((_, index) => index % places.length === 0);
  assert.equal(manifest.playlists.length, renditions.length * places.length);
  assert.deepEqual(
    renditions.map(({ attributes }) => [attributes.NAME, attributes.CODECS, attributes.BANDWIDTH]),
    [
      ['480p', 'avc1.64001f', 1_400_000],
      ['1080p', 'avc1.64001f', 5_000_000],
    ],
  );
  const sidx = renditions[0]?.sidx;
  assert.equal(sidx?.uri, 'https://one.example:8443/k.1.s/t/v1/480p/media.mp4');
  assert.deepEqual(sidx?.byterange, { offset: 752, length: 112 });
  assert.deepEqual(sidx?.map.byterange, { offset: 0, length: 752 });
  assert.ok(text.includes('<Label>Director &amp; &quot;crew&quot;</Label>'));
  assert.equal(text.match(/subsegmentStartsWithSAP="1"/g)?.length, 3);
  assert.equal(text.match(/frameRate="30000\/1001"/g)?.length, 2);
  assert.deepEqual(
    [...text.matchAll(/<BaseURL serviceLocation="([^"]+)">([^<]+)/g)].slice(0, 2).map((match) => match.slice(1)),
    [
      ['one.example:8443', 'https://one.example:8443/k.1.s/t/v1/480p/media.mp4'],
      ['127.0.0.1:9000', 'http://127.0.0.1:9000/k.1.s/t/v1/480p/media.mp4'],
    ],
  );
});

test('XML holds any text: markup is escaped, and what XML cannot hold is left out', () => {
  const text = xmlDocument({ name: 'a', attributes: { b: '<"\n\u0007' }, children: 'x & \ud800y 😀' });
  assert.equal(text, '<?xml version="1.0" encoding="UTF-8"?>\n<a b="&lt;&quot;&#10;">x &amp; \ufffdy 😀</a>\n');
});

test('surround is a group of its own with the same tracks; forced subtitles and thumbnails are said', () => {
  const tracks = [
    audio('a1-en', 'en', 'English', true),
    { ...audio('a1-en-6ch', 'en', 'English', true), channels: 6, peakBandwidth: 480_000 },
    { ...audio('a2-en', 'en', 'Commentary', false), role: 'commentary' as const },
  ];
  const text = [
    { name: 't1-en', language: 'en', label: 'Signs', isDefault: true, isForced: true },
    { name: 't2-en', language: 'en', label: 'SDH', isDefault: false, isForHearingImpaired: true },
  ];
  const grid = { width: 224, height: 126, columns: 5, rows: 5, interval: 2.4 };
  const thumbnails = { name: 'thumbs', ...grid, sheets: [{ file: '0001.jpg', bytes: 90_000 }] };
  const wide = { ...presentation, audio: tracks, text, thumbnails };
  const hls = multivariantPlaylist(wide, (name) => [`/m/${name}/`]);
  const { playlists, mediaGroups } = parsedHls(hls);
  const groups = mediaGroups.AUDIO ?? {};
  assert.deepEqual(
    Object.entries(groups).map(([name, group]) => [
      name,
      Object.keys(group),
      Object.values(group).map(({ uri }) => uri),
    ]),
    [
      ['audio-1', ['English', 'Commentary'], ['/m/a1-en/media.m3u8', '/m/a2-en/media.m3u8']],
      ['surround-1', ['English', 'Commentary'], ['/m/a1-en-6ch/media.m3u8', '/m/a2-en/media.m3u8']],
    ],
  );
  assert.deepEqual(
    playlists.map(({ uri, attributes }) => [uri, attributes.AUDIO, attributes.BANDWIDTH]),
    [
      ['/m/480p/media.m3u8', 'audio-1', 1_560_000],
      ['/m/1080p/media.m3u8', 'audio-1', 5_160_000],
      ['/m/480p/media.m3u8', 'surround-1', 1_880_000],
      ['/m/1080p/media.m3u8', 'surround-1', 5_480_000],
    ],
  );
  assert.match(hls, /NAME="Commentary",LANGUAGE="en",DEFAULT=NO,AUTOSELECT=NO,CHANNELS="2"/);
  assert.match(hls, /NAME="Signs",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,FORCED=YES/);
  assert.match(hls, /NAME="SDH".*CHARACTERISTICS="public\.accessibility\.transcribes-spoken-dialog/);
  assert.match(
    hls,
    /#EXT-X-IMAGE-STREAM-INF:BANDWIDTH=12000,CODECS="jpeg",RESOLUTION=224x126,URI="\/m\/thumbs\/media.m3u8"/,
  );
  const dash = mpd(wide, (name) => [`https://one.example/m/${name}/`]);
  assert.match(dash, /thumbnail_tile" value="5x5"/);
  assert.match(dash, /<SegmentTemplate media="\$Number%04d\$.jpg" timescale="1000" duration="60000" startNumber="1"/);
  assert.match(dash, /audio_channel_configuration:2011" value="6"/);
  for (const role of ['commentary', 'forced-subtitle', 'caption']) assert.ok(dash.includes(`value="${role}"`), role);
  parse(dash, { manifestUri: 'https://one.example/main.mpd' });
});
