import type {
  AudioRenditionLike,
  FolderAddresses,
  PresentationLike,
  TextRenditionLike,
  VideoRenditionLike,
} from '../presentation.ts';
import { attributes, quoted } from './attributes.ts';

/** Name of the playlist in each rendition's folder. */
const playlistFile = 'media.m3u8';

/**
 * The multivariant playlist of a version. Renditions that lie at several places are listed once a place, the best
 * place first, each place with groups of its own: a player falls back to the same stream elsewhere (redundant
 * streams, RFC 8216, 6.2.4). A rendition with fewer addresses than others repeats its last.
 */
export function multivariantPlaylist(presentation: PresentationLike, urlOf: FolderAddresses): string {
  const { video, audio, text } = presentation;
  const places = Math.max(1, ...[...video, ...audio, ...text].map(({ name }) => urlOf(name).length));
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'];
  const addressOf = (name: string, place: number) => {
    const addresses = urlOf(name);
    return `${addresses[Math.min(place, addresses.length - 1)] ?? ''}${playlistFile}`;
  };
  for (let place = 0; place < places; place++) {
    for (const rendition of audio) lines.push(audioLine(rendition, place, addressOf(rendition.name, place)));
    for (const rendition of text) lines.push(textLine(rendition, place, addressOf(rendition.name, place)));
  }
  for (let place = 0; place < places; place++) {
    if (video.length === 0) lines.push(...audio.flatMap((rendition) => audioOnly(rendition, place)));
    for (const rendition of video) {
      lines.push(variantLine(rendition, place, presentation), addressOf(rendition.name, place));
    }
  }
  return `${lines.join('\n')}\n`;

  function audioOnly(rendition: AudioRenditionLike, place: number): string[] {
    const list = attributes({
      BANDWIDTH: rendition.peakBandwidth,
      'AVERAGE-BANDWIDTH': rendition.averageBandwidth,
      CODECS: quoted(rendition.codecs),
      AUDIO: quoted(audioGroup(place)),
    });
    return [`#EXT-X-STREAM-INF:${list}`, addressOf(rendition.name, place)];
  }
}

function audioGroup(place: number): string {
  return `audio-${place + 1}`;
}

function textGroup(place: number): string {
  return `text-${place + 1}`;
}

function audioLine(rendition: AudioRenditionLike, place: number, url: string): string {
  return `#EXT-X-MEDIA:${attributes({
    TYPE: 'AUDIO',
    'GROUP-ID': quoted(audioGroup(place)),
    NAME: quoted(rendition.label),
    LANGUAGE: languageOf(rendition),
    DEFAULT: rendition.isDefault ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    CHANNELS: quoted(String(rendition.channels)),
    URI: quoted(url),
  })}`;
}

function textLine(rendition: TextRenditionLike, place: number, url: string): string {
  return `#EXT-X-MEDIA:${attributes({
    TYPE: 'SUBTITLES',
    'GROUP-ID': quoted(textGroup(place)),
    NAME: quoted(rendition.label),
    LANGUAGE: languageOf(rendition),
    DEFAULT: rendition.isDefault ? 'YES' : 'NO',
    AUTOSELECT: 'YES',
    FORCED: 'NO',
    URI: quoted(url),
  })}`;
}

function variantLine(rendition: VideoRenditionLike, place: number, { audio, text }: PresentationLike): string {
  const codecs = [rendition.codecs, ...new Set(audio.map((track) => track.codecs))];
  const peak = Math.max(0, ...audio.map(({ peakBandwidth }) => peakBandwidth));
  const average = Math.max(0, ...audio.map(({ averageBandwidth }) => averageBandwidth));
  return `#EXT-X-STREAM-INF:${attributes({
    BANDWIDTH: rendition.peakBandwidth + peak,
    'AVERAGE-BANDWIDTH': rendition.averageBandwidth + average,
    CODECS: quoted(codecs.join(',')),
    RESOLUTION: `${rendition.width}x${rendition.height}`,
    'FRAME-RATE': decimalRate(rendition.frameRate),
    AUDIO: audio.length > 0 ? quoted(audioGroup(place)) : undefined,
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
