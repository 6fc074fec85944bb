import { stereoName } from '../plan/tracks.ts';
import type {
  AudioRenditionLike,
  FolderAddresses,
  PresentationLike,
  TextRenditionLike,
  ThumbnailTrackLike,
  VideoRenditionLike,
} from '../presentation.ts';
import { peakOfSheets } from '../stills/sheets.ts';
import { attributes, quoted } from './attributes.ts';

/** Name of the playlist in each rendition's folder. */
const playlistFile = 'media.m3u8';

/**
 * The multivariant playlist of a version. Renditions that lie at several places are listed once a place, the best
 * place first, each place with groups of its own: a player falls back to the same stream elsewhere (redundant
 * streams, RFC 8216, 6.2.4). A rendition with fewer addresses than others repeats its last.
 */
export function multivariantPlaylist(presentation: PresentationLike, urlOf: FolderAddresses): string {
  const { video, audio, text, thumbnails } = presentation;
  const groups = audioGroups(audio);
  const places = Math.max(1, ...[...video, ...audio, ...text].map(({ name }) => urlOf(name).length));
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  const addressOf = (name: string, place: number) => {
    const addresses = urlOf(name);
    return `${addresses[Math.min(place, addresses.length - 1)] ?? ''}${playlistFile}`;
  };
  for (let place = 0; place < places; place++) {
    for (const { name, renditions } of groups) {
      const group = `${name}-${place + 1}`;
      for (const rendition of renditions) lines.push(audioLine(rendition, group, addressOf(rendition.name, place)));
    }
    for (const rendition of text) lines.push(textLine(rendition, place, addressOf(rendition.name, place)));
  }
  for (let place = 0; place < places; place++) {
    for (const { name, renditions } of groups) {
      const group = `${name}-${place + 1}`;
      if (video.length === 0) lines.push(...renditions.flatMap((rendition) => audioOnly(rendition, group, place)));
    }
    for (const group of groups.length > 0 ? groups : [undefined]) {
      for (const rendition of video) {
        lines.push(variantLine(rendition, { place, group, text }), addressOf(rendition.name, place));
      }
    }
  }
  if (thumbnails !== undefined) {
    for (let place = 0; place < places; place++) lines.push(imageLine(thumbnails, addressOf(thumbnails.name, place)));
  }
  return `${lines.join('\n')}\n`;

  function audioOnly(rendition: AudioRenditionLike, group: string, place: number): string[] {
    const list = attributes({
      BANDWIDTH: rendition.peakBandwidth,
      'AVERAGE-BANDWIDTH': rendition.averageBandwidth,
      CODECS: quoted(rendition.codecs),
      AUDIO: quoted(group),
    });
    return [`#EXT-X-STREAM-INF:${list}`, addressOf(rendition.name, place)];
  }
}

interface AudioGroup {
  readonly name: string;
  readonly renditions: readonly AudioRenditionLike[];
}

/**
 * Stereo, and surround where there is some. Groups have the same tracks by the same names (RFC 8216, 4.3.4.1.1): a
 * track that is not in surround stands in that group in stereo.
 */
function audioGroups(audio: readonly AudioRenditionLike[]): readonly AudioGroup[] {
  const stereo = audio.filter(({ channels }) => channels <= 2);
  const wide = audio.filter(({ channels }) => channels > 2);
  if (stereo.length === 0) return wide.length === 0 ? [] : [{ name: 'audio', renditions: wide }];
  if (wide.length === 0) return [{ name: 'audio', renditions: stereo }];
  const renditions = stereo.map((track) => wide.find(({ name }) => stereoName(name) === track.name) ?? track);
  return [
    { name: 'audio', renditions: stereo },
    { name: 'surround', renditions },
  ];
}

function textGroup(place: number): string {
  return `text-${place + 1}`;
}

function audioLine(rendition: AudioRenditionLike, group: string, url: string): string {
  return `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': quoted(group),
    NAME: quoted(rendition.label),
    LANGUAGE: languageOf(rendition),
    DEFAULT: rendition.isDefault ? 'YES' : 'NO',
    AUTOSELECT: rendition.role === 'commentary' && !rendition.isDefault ? 'NO' : 'YES',
    CHARACTERISTICS: rendition.role === 'description' ? quoted('public.accessibility.describes-video') : undefined,
    CHANNELS: quoted(String(rendition.channels)),
    URI: quoted(url),
  })}`;
}

/** RFC 8216bis, 4.4.6.1: speech and sounds. */
const transcribes = 'public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound';

function textLine(rendition: TextRenditionLike, place: number, url: string): string {
  return `#EXT-X-MEDIA:${attributes({
    TYPE: 'SUBTITLES',
    'GROUP-ID': quoted(textGroup(place)),
    NAME: quoted(rendition.label),
    LANGUAGE: languageOf(rendition),
    DEFAULT: rendition.isDefault ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    FORCED: rendition.isForced === true ? 'YES' : 'NO',
    CHARACTERISTICS: rendition.isForHearingImpaired === true ? quoted(transcribes) : undefined,
    URI: quoted(url),
  })}`;
}

function imageLine(track: ThumbnailTrackLike, url: string): string {
  return `#EXT-X-IMAGE-STREAM-INF:${attributes({
    BANDWIDTH: peakOfSheets(track),
    CODECS: quoted('jpeg'),
    RESOLUTION: `${track.width}x${track.height}`,
    URI: quoted(url),
  })}`;
}

interface Variant {
  readonly place: number;
  readonly group: AudioGroup | undefined;
  readonly text: PresentationLike['text'];
}

function variantLine(rendition: VideoRenditionLike, { place, group, text }: Variant): string {
  const audio = group?.renditions ?? [];
  const codecs = [rendition.codecs, ...new Set(audio.map((track) => track.codecs))];
  const peak = Math.max(0, ...audio.map(({ peakBandwidth }) => peakBandwidth));
  const average = Math.max(0, ...audio.map(({ averageBandwidth }) => averageBandwidth));
  return `#EXT-X-STREAM-INF:${attributes({
    BANDWIDTH: rendition.peakBandwidth + peak,
    'AVERAGE-BANDWIDTH': rendition.averageBandwidth + average,
    CODECS: quoted(codecs.join(',')),
    RESOLUTION: `${rendition.width}x${rendition.height}`,
    'FRAME-RATE': decimalRate(rendition.frameRate),
    AUDIO: group === undefined ? undefined : quoted(`${group.name}-${place + 1}`),
    SUBTITLES: text.length > 0 ? quoted(textGroup(place)) : undefined,
    'CLOSED-CAPTIONS': 'NONE',
  })}`;
}

/** Three decimals, as RFC 8216, 4.3.4.2 wants them. */
function decimalRate(fraction: string): string {
  const [num = 0, den = 1] = fraction.split('/').map(Number);
  return (num / den).toFixed(3);
}

function languageOf({ language }: { readonly language: string }): string | undefined {
  return language === '' || language === 'und' ? undefined : quoted(language);
}
