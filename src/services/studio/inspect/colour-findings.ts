import type { Finding } from '../../../contracts/index.ts';
import { isColorAssumed, isHighDynamicRange } from '../../../media/index.ts';
import type { Film } from './film.ts';
import { repaired, warned } from './findings.ts';

const names: Readonly<Record<string, string>> = {
  bt709: 'BT.709, as HD is',
  smpte170m: 'BT.601, as American television was',
  bt470bg: 'BT.601, as European television was',
};

/** What there is to say of its colours. */
export function colourFindings({ video, treatment: { color } }: Film): readonly Finding[] {
  const findings: Finding[] = [];
  const { dolbyVision, pixelFormat } = video;
  if (dolbyVision !== null) {
    const sentence = `It carries Dolby Vision (profile ${dolbyVision.profile}); its ${baseName(dolbyVision.compatibility)} base layer is used.`;
    findings.push(repaired('dolby-vision', sentence));
  }
  if (isHighDynamicRange(color)) {
    const kind = color.transfer === 'smpte2084' ? 'PQ, as HDR10 has' : 'HLG';
    const sentence = `It is high dynamic range (${kind}); it is made for ordinary screens, so its brightest parts lose detail.`;
    findings.push(repaired('hdr', sentence));
  } else if (isWide(color)) {
    findings.push(
      repaired('wide-colour', 'It has more colours than ordinary screens show; they are brought to BT.709.'),
    );
  }
  if (isColorAssumed(video)) {
    const name = names[color.matrix] ?? color.matrix;
    findings.push(
      repaired('untagged-colour', `It does not say how its colours are meant; by its size they are taken as ${name}.`),
    );
  }
  if (color.range === 'pc' && color.matrix !== 'gbr') {
    findings.push(
      repaired(
        'full-range',
        'Its brightness uses all values from 0 to 255; it is brought to the 16 to 235 that players expect.',
      ),
    );
  }
  const depth = depthOf(pixelFormat);
  if (depth > 8)
    findings.push(
      repaired('deep-colour', `Its pictures have ${depth} bits a colour; they get 8, which every player shows.`),
    );
  if (/^(yuva|gbrap|rgba|bgra|argb|abgr|ya|ayuv)/.test(pixelFormat)) {
    findings.push(
      warned(
        'transparent',
        'Its pictures are transparent in places; what is behind them is not known, so they are shown as if they were not.',
      ),
    );
  }
  return findings;
}

function isWide({ primaries }: { readonly primaries: string }): boolean {
  return ['bt2020', 'smpte431', 'smpte432'].includes(primaries);
}

function baseName(compatibility: number): string {
  if (compatibility === 1 || compatibility === 6) return 'HDR10';
  if (compatibility === 4) return 'HLG';
  return compatibility === 2 ? 'ordinary' : 'own';
}

/** Bits of each colour by ffmpeg's name of a format: `yuv420p10le`, `gbrp12`, `gray16be`, `p010le`, `rgb48`. */
function depthOf(pixelFormat: string): number {
  if (/^(rgb|bgr)48|^(rgba|bgra)64|^ya16/.test(pixelFormat)) return 16;
  const planar = /^(?:yuva?4\d\dp|gbra?p|gray|p[024])(\d\d)/.exec(pixelFormat);
  return planar === null ? 8 : Number(planar[1]);
}
