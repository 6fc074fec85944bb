import type {
  AudioRenditionLike,
  FolderAddresses,
  MediaRendition,
  PresentationLike,
  TextRenditionLike,
  ThumbnailTrackLike,
  VideoRenditionLike,
} from '../presentation.ts';
import { peakOfSheets } from '../stills/sheets.ts';
import { type Element, xmlDocument } from './xml.ts';

const onDemand = 'urn:mpeg:dash:profile:isoff-on-demand:2011';
const channelScheme = 'urn:mpeg:dash:23003:3:audio_channel_configuration:2011';
const roleScheme = 'urn:mpeg:dash:role:2011';

/**
 * The MPD of a version, of the on-demand profile (ISO 23009-1, 8.3): one file a representation, found by its index.
 * Each representation lists its ranked addresses, the best first; `serviceLocation` is the place's host, so a player
 * that loses one file there leaves the whole place.
 */
export function mpd(presentation: PresentationLike, urlOf: FolderAddresses): string {
  const { video, audio, text, thumbnails, durationSeconds, targetDuration } = presentation;
  const sets: Element[] = [
    ...(video.length > 0 ? [videoSet(video, urlOf)] : []),
    ...audio.map((rendition) => audioSet(rendition, urlOf)),
    ...text.map((rendition) => textSet(rendition, urlOf)),
    ...(thumbnails === undefined ? [] : [imageSet(thumbnails, urlOf)]),
  ].map((set, index) => ({ ...set, attributes: { id: index + 1, ...set.attributes } }));
  return xmlDocument({
    name: 'MPD',
    attributes: {
      xmlns: 'urn:mpeg:dash:schema:mpd:2011',
      profiles: onDemand,
      type: 'static',
      mediaPresentationDuration: isoDuration(durationSeconds),
      maxSubsegmentDuration: isoDuration(targetDuration),
      minBufferTime: isoDuration(targetDuration),
    },
    children: [{ name: 'Period', attributes: { id: '1', start: 'PT0S' }, children: sets }],
  });
}

/** Of every segment of every representation: it begins with a picture or packet that decodes on its own. */
const aligned = { subsegmentAlignment: true, subsegmentStartsWithSAP: 1, startWithSAP: 1 };

function videoSet(renditions: readonly VideoRenditionLike[], urlOf: FolderAddresses): Element {
  return {
    name: 'AdaptationSet',
    attributes: {
      contentType: 'video',
      mimeType: 'video/mp4',
      ...aligned,
      maxWidth: Math.max(...renditions.map(({ width }) => width)),
      maxHeight: Math.max(...renditions.map(({ height }) => height)),
    },
    children: [
      role('main'),
      ...renditions.map((rendition) => ({
        name: 'Representation',
        attributes: {
          id: rendition.name,
          bandwidth: rendition.peakBandwidth,
          codecs: rendition.codecs,
          width: rendition.width,
          height: rendition.height,
          frameRate: rendition.frameRate.replace(/\/1$/, ''),
          sar: '1:1',
        },
        children: [...baseUrls(rendition.name, 'media.mp4', urlOf), segmentBase(rendition)],
      })),
    ],
  };
}

function audioSet(rendition: AudioRenditionLike, urlOf: FolderAddresses): Element {
  return {
    name: 'AdaptationSet',
    attributes: { contentType: 'audio', mimeType: 'audio/mp4', lang: langOf(rendition), ...aligned },
    children: [
      role(rendition.role ?? (rendition.isDefault ? 'main' : 'alternate')),
      ...(rendition.role === 'description' ? [describesVideo] : []),
      { name: 'Label', children: rendition.label },
      {
        name: 'Representation',
        attributes: {
          id: rendition.name,
          bandwidth: rendition.peakBandwidth,
          codecs: rendition.codecs,
          audioSamplingRate: rendition.sampleRate,
        },
        children: [
          {
            name: 'AudioChannelConfiguration',
            attributes: { schemeIdUri: channelScheme, value: rendition.channels },
          },
          ...baseUrls(rendition.name, 'media.mp4', urlOf),
          segmentBase(rendition),
        ],
      },
    ],
  };
}

/** DASH-IF IOP 4.3, 6.2.3: sound for those who cannot see. */
const describesVideo: Element = {
  name: 'Accessibility',
  attributes: { schemeIdUri: 'urn:tva:metadata:cs:AudioPurposeCS:2007', value: '1' },
};

function textSet(rendition: TextRenditionLike, urlOf: FolderAddresses): Element {
  return {
    name: 'AdaptationSet',
    attributes: { contentType: 'text', mimeType: 'text/vtt', lang: langOf(rendition) },
    children: [
      role(textRole(rendition)),
      ...(rendition.isDefault ? [role('main')] : []),
      { name: 'Label', children: rendition.label },
      {
        name: 'Representation',
        attributes: { id: rendition.name, bandwidth: 1000 },
        children: baseUrls(rendition.name, 'media.vtt', urlOf),
      },
    ],
  };
}

/** Sheets of thumbnails (DASH-IF IOP 4.3, 6.2.6): small pictures, rows first, all for the same time each. */
function imageSet(track: ThumbnailTrackLike, urlOf: FolderAddresses): Element {
  const { name, width, height, columns, rows, interval, sheets } = track;
  const duration = Math.round(columns * rows * interval * 1000);
  return {
    name: 'AdaptationSet',
    attributes: { contentType: 'image', mimeType: 'image/jpeg' },
    children: [
      {
        name: 'Representation',
        attributes: {
          id: name,
          bandwidth: peakOfSheets(track),
          width: width * columns,
          height: height * rows,
        },
        children: [
          {
            name: 'EssentialProperty',
            attributes: { schemeIdUri: 'http://dashif.org/guidelines/thumbnail_tile', value: `${columns}x${rows}` },
          },
          ...baseUrls(name, '', urlOf),
          {
            name: 'SegmentTemplate',
            attributes: {
              media: '$Number%04d$.jpg',
              timescale: 1000,
              duration,
              startNumber: 1,
              endNumber: sheets.length,
            },
          },
        ],
      },
    ],
  };
}

function textRole({ isForced, isForHearingImpaired }: TextRenditionLike): string {
  if (isForced === true) return 'forced-subtitle';
  return isForHearingImpaired === true ? 'caption' : 'subtitle';
}

function role(value: string): Element {
  return { name: 'Role', attributes: { schemeIdUri: roleScheme, value } };
}

function baseUrls(rendition: string, file: string, urlOf: FolderAddresses): Element[] {
  return urlOf(rendition).map((folder, place) => ({
    name: 'BaseURL',
    attributes: { serviceLocation: hostOf(folder) ?? `place-${place + 1}` },
    children: `${folder}${file}`,
  }));
}

function segmentBase({ init, index }: MediaRendition): Element {
  return {
    name: 'SegmentBase',
    attributes: { indexRange: `${index.first}-${index.last}` },
    children: [{ name: 'Initialization', attributes: { range: `${init.first}-${init.last}` } }],
  };
}

function hostOf(address: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(address)?.[1];
}

function langOf({ language }: { readonly language: string }): string | undefined {
  return language === '' || language === 'und' ? undefined : language;
}

function isoDuration(seconds: number): string {
  return `PT${Number(seconds.toFixed(6))}S`;
}
