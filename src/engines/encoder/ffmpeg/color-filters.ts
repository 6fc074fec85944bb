import { isHighDynamicRange, type PictureColor } from '../../../media/index.ts';

/** What browsers and televisions show as it is meant. All else becomes BT.709. */
const shown = {
  primaries: ['bt709', 'smpte170m', 'bt470bg'],
  transfer: ['bt709', 'smpte170m', 'bt470bg', 'iec61966-2-1', 'iec61966-2-4', 'bt2020-10', 'bt2020-12'],
  matrix: ['bt709', 'smpte170m', 'bt470bg'],
};

/** What ffmpeg's zscale can make BT.709 of. */
const known = {
  primaries: ['film', 'bt470m', 'smpte240m', 'bt2020', 'smpte428', 'smpte431', 'smpte432', 'jedec-p22', 'ebu3213'],
  transfer: ['gamma22', 'gamma28', 'bt470m', 'smpte240m', 'linear', 'log', 'log100', 'log316'],
  matrix: ['fcc', 'smpte240m', 'ycgco', 'bt2020nc', 'bt2020c'],
};

const bt709 = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709' };

/** Options of the first scaling: which values are used, and how numbers are made of red, green and blue. */
export function rangeOptions({ matrix, range }: PictureColor): string {
  const isRgb = matrix === 'gbr';
  return `in_range=${range}:out_range=tv${isRgb ? ':out_color_matrix=bt709' : ''}`;
}

/**
 * From scaled pictures of limited range to what any screen shows, and its tags. Tags are set on the pictures: newer
 * ffmpegs take them from there alone, whatever the encoder's options say. BT.2408: HDR reference white is 203 cd/m².
 */
export function colorFilters(color: PictureColor): readonly string[] {
  const { primaries, transfer, matrix } = color.matrix === 'gbr' ? { ...color, matrix: 'bt709' } : color;
  if (isHighDynamicRange(color)) {
    return [
      tags({
        primaries: known.primaries.includes(primaries) ? primaries : 'bt2020',
        transfer,
        matrix: wideMatrix(matrix),
      }),
      'zscale=t=linear:npl=203',
      'format=gbrpf32le',
      'zscale=p=bt709',
      'tonemap=hable:desat=0',
      'zscale=t=bt709:m=bt709:r=tv',
    ];
  }
  const believed = {
    primaries: believe('primaries', primaries),
    transfer: believe('transfer', transfer),
    matrix: believe('matrix', matrix),
  };
  const isShown = (['primaries', 'transfer', 'matrix'] as const).every((part) => shown[part].includes(believed[part]));
  if (isShown) return [tags(believed)];
  return [tags(believed), 'zscale=p=bt709:t=bt709:m=bt709:r=tv'];
}

function believe(part: keyof typeof shown, name: string): string {
  return shown[part].includes(name) || known[part].includes(name) ? name : bt709[part];
}

function wideMatrix(matrix: string): string {
  return matrix === 'bt709' || matrix === 'bt2020c' ? matrix : 'bt2020nc';
}

function tags({ primaries, transfer, matrix }: Omit<PictureColor, 'range'>): string {
  return `setparams=range=tv:color_primaries=${primaries}:color_trc=${transfer}:colorspace=${matrix}`;
}
