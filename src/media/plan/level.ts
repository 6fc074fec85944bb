export interface LevelTask {
  readonly width: number;
  readonly height: number;
  /** Pictures a second. */
  readonly rate: number;
  /** Bits per second; the buffer in bits. */
  readonly maxRate: number;
  readonly bufferSize: number;
  readonly profile: 'main' | 'high';
}

/** H.264, table A-1: macroblocks a second, a picture, in the decoded picture buffer; 1000 bit/s; 1000 bits. */
const levels: readonly (readonly [name: string, mbps: number, fs: number, dpb: number, br: number, cpb: number])[] = [
  ['1', 1485, 99, 396, 64, 175],
  ['1.1', 3000, 396, 900, 192, 500],
  ['1.2', 6000, 396, 2376, 384, 1000],
  ['1.3', 11_880, 396, 2376, 768, 2000],
  ['2', 11_880, 396, 2376, 2000, 2000],
  ['2.1', 19_800, 792, 4752, 4000, 4000],
  ['2.2', 20_250, 1620, 8100, 4000, 4000],
  ['3', 40_500, 1620, 8100, 10_000, 10_000],
  ['3.1', 108_000, 3600, 18_000, 14_000, 14_000],
  ['3.2', 216_000, 5120, 20_480, 20_000, 20_000],
  ['4', 245_760, 8192, 32_768, 20_000, 25_000],
  ['4.1', 245_760, 8192, 32_768, 50_000, 62_500],
  ['4.2', 522_240, 8704, 34_816, 50_000, 62_500],
  ['5', 589_824, 22_080, 110_400, 135_000, 135_000],
  ['5.1', 983_040, 36_864, 184_320, 240_000, 240_000],
  ['5.2', 2_073_600, 36_864, 184_320, 240_000, 240_000],
  ['6', 4_177_920, 139_264, 696_320, 240_000, 240_000],
  ['6.1', 8_355_840, 139_264, 696_320, 480_000, 480_000],
  ['6.2', 16_711_680, 139_264, 696_320, 800_000, 800_000],
];

/** Pictures that x264's quick presets keep: one reference and a pyramid of three B pictures. */
const keptPictures = 4;

/** The lowest H.264 level that allows all of it; the highest there is where none does. */
export function minimalLevel({ width, height, rate, maxRate, bufferSize, profile }: LevelTask): string {
  const across = Math.ceil(width / 16);
  const down = Math.ceil(height / 16);
  const size = across * down;
  // Table A-2: the High profile may have a quarter more bits.
  const bits = profile === 'high' ? 1250 : 1000;
  const fits = levels.find(
    ([, mbps, fs, dpb, br, cpb]) =>
      size <= fs &&
      // A.3.1: neither side beyond the root of eight pictures' worth.
      across * across <= fs * 8 &&
      down * down <= fs * 8 &&
      size * rate <= mbps &&
      size * keptPictures <= dpb &&
      maxRate <= br * bits &&
      bufferSize <= cpb * bits,
  );
  return fits?.[0] ?? '6.2';
}
