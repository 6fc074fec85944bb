/** What a small picture looks like, as far as it tells whether it is fit to stand for a film. */
export interface PictureMeasure {
  /** Mean of the luma, and its standard deviation; 0 to 1. */
  readonly brightness: number;
  readonly contrast: number;
  /** Share of pixels that are as good as black. */
  readonly black: number;
  /** Mean of how much a pixel differs from its neighbours. */
  readonly sharpness: number;
  /** Mean saturation, 0 to 1. */
  readonly saturation: number;
  /** How the eye-catching falls over the picture's width, left to right, and its height: shares that sum to 1. */
  readonly across: readonly number[];
  readonly down: readonly number[];
}

/** Parts that a picture's width or height is divided into. */
const parts = 32;
const blackBelow = 0.07;

/** Measures a picture of 24-bit RGB pixels, at least 3x3. */
export function measurePicture(
  rgb: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): PictureMeasure {
  const pixels = width * height;
  const luma = new Float32Array(pixels);
  let sum = 0;
  let squares = 0;
  let black = 0;
  let saturation = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const red = (rgb[pixel * 3] ?? 0) / 255;
    const green = (rgb[pixel * 3 + 1] ?? 0) / 255;
    const blue = (rgb[pixel * 3 + 2] ?? 0) / 255;
    const value = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    luma[pixel] = value;
    sum += value;
    squares += value * value;
    if (value < blackBelow) black += 1;
    saturation += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  const brightness = sum / pixels;
  return {
    brightness,
    contrast: Math.sqrt(Math.max(0, squares / pixels - brightness * brightness)),
    black: black / pixels,
    saturation: saturation / pixels,
    ...edges(luma, width, height),
  };
}

function edges(luma: Float32Array, width: number, height: number) {
  const across = new Float64Array(parts);
  const down = new Float64Array(parts);
  let sum = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const sides = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const edge = Math.abs(4 * (luma[at] ?? 0) - sides);
      sum += edge;
      const column = Math.floor((x * parts) / width);
      const row = Math.floor((y * parts) / height);
      across[column] = (across[column] ?? 0) + edge;
      down[row] = (down[row] ?? 0) + edge;
    }
  }
  return {
    sharpness: sum / Math.max(1, (width - 2) * (height - 2)),
    across: shares(across, sum),
    down: shares(down, sum),
  };
}

/** Four digits are enough, and the same on every processor. */
function shares(values: Float64Array, sum: number): number[] {
  return [...values].map((value) => Math.round((sum > 0 ? value / sum : 1 / parts) * 10_000) / 10_000);
}
