// What is expected of films of the folder that BIJOU_CLIPS names: written down before they are run. Names only; the films
// themselves are no part of Bijou.

export interface Expected {
  readonly verdict: 'accepted' | 'refused';
  /** Codes of all findings; of a refusal the one that it is refused with. */
  readonly codes: readonly string[];
  /** Takes so long that it is run only where CLIPS=all asks for it. */
  readonly isLong?: true;
}

const accepted = (...codes: string[]): Expected => ({ verdict: 'accepted', codes });
const long = (expected: Expected): Expected => ({ ...expected, isLong: true });
const refused = (...codes: string[]): Expected => ({ verdict: 'refused', codes });

export const expected: Readonly<Record<string, Expected>> = {
  'bbb-720p30-60s-5mbps.mp4': long(accepted()),
  // 4:3 within 16:9.
  'bw-chaplin-360p.mp4': accepted('bars', 'untagged-colour'),
  'live-01_dog.mp4': accepted(),
  'live-04_coffee.mp4': accepted(),
  'live-bee-720p.mp4': accepted(),
  'live-dashcam-540p.mp4': accepted(),
  'static-car-detection-432p-30s.mp4': accepted(),
  'odd/audio-only-multi-aac.mp4': refused('no-video'),
  // Its first picture stands for three: B-frames in a container that cannot say so.
  'odd/avi-mpeg4-mp3.avi': accepted('gap', 'untagged-colour'),
  'odd/dolbyvision-p9-avc-1080p60.mp4': accepted('dolby-vision', 'silent'),
  'odd/empty.mp4': refused('studio.empty-file'),
  'odd/fullrange-bt709.mp4': accepted('full-range', 'silent'),
  'odd/hdr10-av1-1080p60-mdcv-clli.mp4': accepted('hdr', 'deep-colour'),
  // Here and there a picture was left out by the phone.
  'odd/hdr10-pq-1080p-hevc.mp4': accepted('gap', 'hdr', 'deep-colour'),
  'odd/hevc-10bit-tiny.mp4': accepted('untagged-colour', 'deep-colour', 'silent'),
  // A phone's sensors lie beside its pictures.
  'odd/hlg-10bit-editlist-1080p.mp4': accepted(
    'edit-list',
    'rotated',
    'dolby-vision',
    'hdr',
    'deep-colour',
    'left-out',
  ),
  // One of its thirty pictures cannot be decoded.
  'odd/invalid-nalu.mp4': accepted('gap', 'damaged', 'untagged-colour', 'silent'),
  'odd/long-1080p-6min-lowbitrate.mp4': long(accepted('untagged-colour')),
  'odd/missing-dts-1080p60.ts': accepted('untagged-colour', 'silent'),
  // What is missing is the description of its sound.
  'odd/missing-stsd.mp4': accepted('untagged-colour', 'sound-unusable'),
  'odd/mov-pcm-1080p50.mov': accepted(),
  'odd/mpeg2-scte35.ts': accepted('untagged-colour', 'left-out'),
  'odd/multivideo-multiaudio-subs-nasa.mp4': accepted('more-videos'),
  'odd/no-duration.webm': accepted('no-declared-length', 'variable-rate'),
  'odd/not-a-video.mp4': refused('not-media'),
  'odd/portrait-rotated-1080x1916.ts': accepted('untagged-colour', 'silent'),
  'odd/rotated-bbb-1080p.mp4': accepted('rotated'),
  'odd/rotated270-720p.mp4': accepted('rotated'),
  'odd/sar-2x1.mp4': accepted('anamorphic', 'untagged-colour', 'silent'),
  'odd/subs-ass.mkv': accepted('untagged-colour'),
  'odd/truncated-faststart.mp4': accepted('shorter-than-declared', 'gap', 'damaged'),
  'odd/truncated-no-aud-1440p.ts': accepted('variable-rate', 'damaged', 'untagged-colour'),
  // Its name says otherwise: every picture lasts as long as the others.
  'odd/vfr-360p-17s.mp4': accepted(),
  'odd/vfr-made-720p.mp4': accepted('variable-rate', 'untagged-colour'),
  'odd/vp9-10bit-240p.webm': accepted('wide-colour', 'deep-colour', 'silent'),
  'odd/zero-frame.ts': refused('no-size'),
};
