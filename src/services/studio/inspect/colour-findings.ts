import type { Finding } from '../../../contracts/index.ts';
import { toNumber } from '../../../kit/index.ts';
import { isColorAssumed, isHighDynamicRange, type PictureColor, type VideoStream } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { repaired, warned } from './findings.ts';

/** What untagged colours are taken as: whose television it was, only its rate can tell. */
function assumedName({ color, video }: { readonly color: PictureColor; readonly video: VideoStream }): string {
  if (color.matrix === 'bt709') return 'BT.709, as in HD';
  if (color.matrix !== 'smpte170m' && color.matrix !== 'bt470bg') return color.matrix;
  const rate = toNumber(video.frameRate);
  const isNear = (usual: readonly number[]) => usual.some((one) => Math.abs(rate - one) < 0.005);
  if (isNear([24_000 / 1001, 30_000 / 1001, 60_000 / 1001])) return 'BT.601, as in American television';
  if (isNear([25, 50])) return 'BT.601, as in European television';
  return 'BT.601, as in standard-definition television';
}

/** What there is to say of its colours. */
export function colourFindings({ video, treatment: { color } }: Film): readonly Finding[] {
  const findings: Finding[] = [];
  const { dolbyVision, pixelFormat } = video;
  if (dolbyVision !== null) {
    const sentence = `It carries Dolby Vision (profile ${dolbyVision.profile}); its ${baseName(dolbyVision.compatibility)}base layer is used.`;
    findings.push(repaired('dolby-vision', sentence));
  }
  if (isHighDynamicRange(color)) {
    const kind = color.transfer === 'smpte2084' ? 'PQ, as in HDR10' : 'HLG';
    const sentence = `It is in high dynamic range (${kind}); it is converted for ordinary screens, so its brightest parts lose some detail.`;
    findings.push(repaired('hdr', sentence));
  } else if (isWide(color)) {
    findings.push(
      repaired('wide-colour', 'It has more colours than ordinary screens can show; they are converted to BT.709.'),
    );
  }
  if (isColorAssumed(video)) {
    findings.push(
      repaired(
        'untagged-colour',
        `It does not say how its colours are meant; going by its size, they are taken as ${assumedName({ color, video })}.`,
      ),
    );
  }
  if (color.range === 'pc' && color.matrix !== 'gbr') {
    findings.push(
      repaired(
        'full-range',
        'Its brightness uses all values from 0 to 255; it is converted to the 16 to 235 that players expect.',
      ),
    );
  }
  const depth = depthOf(pixelFormat);
  if (depth > 8)
    findings.push(
      repaired(
        'deep-colour',
        `Its pictures have ${depth} bits per colour; they are reduced to 8, which every player can show.`,
      ),
    );
  if (/^(yuva|gbrap|rgba|bgra|argb|abgr|ya|ayuv)/.test(pixelFormat)) {
    findings.push(
      warned(
        'transparent',
        'Its pictures are transparent in places; what should show through is not known, so they are shown as if they were solid.',
      ),
    );
  }
  return findings;
}

function isWide({ primaries }: { readonly primaries: string }): boolean {
  return ['bt2020', 'smpte431', 'smpte432'].includes(primaries);
}

function baseName(compatibility: number): string {
  if (compatibility === 1 || compatibility === 6) return 'HDR10 ';
  if (compatibility === 4) return 'HLG ';
  return compatibility === 2 ? 'SDR ' : '';
}

/** Bits of each colour by ffmpeg's name of a format: `yuv420p10le`, `gbrp12`, `gray16be`, `p010le`, `rgb48`. */
function depthOf(pixelFormat: string): number {
  if (/^(rgb|bgr)48|^(rgba|bgra)64|^ya16/.test(pixelFormat)) return 16;
  const planar = /^(?:yuva?4\d\dp|gbra?p|gray|p[024])(\d\d)/.exec(pixelFormat);
  return planar === null ? 8 : Number(planar[1]);
}
