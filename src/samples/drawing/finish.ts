import { seededRandom } from '../../kit/index.ts';
import type { Light } from './light.ts';
import type { Picture } from './picture.ts';

const sheetWidth = 2048;
const sheetRows = 128;

/** What the last step needs again and again: a sheet of film grain, and where the corners darken. */
export interface Finisher {
  readonly grain: Float32Array;
  readonly across: Float32Array;
  readonly acrossHalf: Float32Array;
  /** Scratch: one row of light, with one more value at either end. */
  readonly blended: Float32Array;
}

/** Grain has a triangular spread, so it is a proper dither too: 8 bits show no bands. */
export function makeFinisher(width: number, seed: number): Finisher {
  const random = seededRandom(seed);
  const raw = Float32Array.from({ length: sheetWidth * sheetRows }, () => random.float() + random.float() - 1);
  // grain is a little larger than a pixel
  const grain = raw.map((value, i) => value * 0.85 + (raw[(i + 1) % raw.length] as number) * 0.4);
  const across = (size: number) => Float32Array.from({ length: size }, (_, i) => ((i + 0.5) / size - 0.5) ** 2);
  return { grain, across: across(width), acrossHalf: across(width / 2), blended: new Float32Array(width / 2 + 2) };
}

export interface Finish {
  /** Which picture of the film, so that grain moves. */
  readonly frame: number;
  /** How much darker the corners are: 0 not at all, 1 about half. */
  readonly vignette: number;
  /** Standard deviation in 8-bit steps, about. */
  readonly grain: number;
  /** Brightness of the whole: 0 is black, for a fade. */
  readonly exposure: number;
}

/** Bytes of one picture, 8-bit 4:2:0 planar, limited range. */
export function bytesOf(picture: Pick<Picture, 'width' | 'height'>): number {
  return (picture.width * picture.height * 3) / 2;
}

/** Adds the light, darkens the corners, rolls off the highlights, adds grain, and writes 8-bit 4:2:0 into `to`. */
export function finish(
  finisher: Finisher,
  scene: { picture: Picture; light: Light; to: Uint8Array },
  how: Finish,
): void {
  const { picture, light, to } = scene;
  finishLuma(finisher, scene, how);
  const size = picture.width * picture.height;
  finishChroma(finisher, how, { picture, plane: picture.u, added: light.u, to: to.subarray(size, size + size / 4) });
  finishChroma(finisher, how, { picture, plane: picture.v, added: light.v, to: to.subarray(size + size / 4) });
}

function finishLuma(finisher: Finisher, scene: { picture: Picture; light: Light; to: Uint8Array }, how: Finish): void {
  const { picture, light, to } = scene;
  const { width, height, y } = picture;
  const { blended } = finisher;
  const half = width / 2;
  const random = seededRandom(how.frame + 1);
  const corners = how.vignette * 1.1 * how.exposure;
  const flat = how.grain * 1.5;
  const lit = how.grain * 2;
  for (let row = 0; row < height; row++) {
    // the light field's points lie between the picture's: rows and columns blend three to one
    const near = row >> 1;
    const far = row % 2 === 0 ? Math.max(0, near - 1) : Math.min(light.height - 1, near + 1);
    blendRows(light.y, blended, { near: near * half, far: far * half, half });
    const gain = how.exposure - corners * ((row + 0.5) / height - 0.5) ** 2;
    const speckle = grainRow(random.float(), random.float(), width);
    lumaRow(finisher, { y, to, start: row * width, half, gain, corners, speckle, flat, lit });
  }
}

/** Where in the sheet of grain a row of a picture reads. */
function grainRow(down: number, along: number, width: number): number {
  return Math.floor(down * sheetRows) * sheetWidth + Math.floor(along * (sheetWidth - width));
}

interface LumaRow {
  readonly y: Float32Array;
  readonly to: Uint8Array;
  readonly start: number;
  readonly half: number;
  readonly gain: number;
  readonly corners: number;
  readonly speckle: number;
  readonly flat: number;
  readonly lit: number;
}

// A function a row: the engine compiles what is called often sooner and better than a loop within a loop.
function lumaRow({ grain, across, blended }: Finisher, how: LumaRow): void {
  const { y, to, half, gain, corners, flat, lit } = how;
  let index = how.start;
  let speckle = how.speckle;
  for (let column = 0; column < half; column++) {
    const here = (blended[column + 1] as number) * 0.75;
    const keep = gain - corners * (across[column * 2] as number);
    let first = ((y[index] as number) + here + (blended[column] as number) * 0.25) * keep;
    let second = ((y[index + 1] as number) + here + (blended[column + 2] as number) * 0.25) * keep;
    if (first < 0) first = 0;
    else if (first > 0.7) first = 0.7 + (0.3 * (first - 0.7)) / (first - 0.4);
    if (second < 0) second = 0;
    else if (second > 0.7) second = 0.7 + (0.3 * (second - 0.7)) / (second - 0.4);
    to[index] = (16.5 + 219 * first + (grain[speckle] as number) * (flat + lit * first)) | 0;
    to[index + 1] = (16.5 + 219 * second + (grain[speckle + 1] as number) * (flat + lit * second)) | 0;
    index += 2;
    speckle += 2;
  }
}

function blendRows(from: Float32Array, to: Float32Array, at: { near: number; far: number; half: number }): void {
  const { near, far, half } = at;
  for (let i = 0; i < half; i++) to[i + 1] = (from[near + i] as number) * 0.75 + (from[far + i] as number) * 0.25;
  to[0] = to[1] as number;
  to[half + 1] = to[half] as number;
}

interface ChromaPlane {
  readonly picture: Picture;
  readonly plane: Float32Array;
  readonly added: Float32Array;
  readonly to: Uint8Array;
}

function finishChroma(finisher: Finisher, how: Finish, { picture, plane, added, to }: ChromaPlane): void {
  const width = picture.width / 2;
  const height = picture.height / 2;
  const corners = how.vignette * 1.1 * how.exposure;
  const random = seededRandom(how.frame + 7001);
  for (let row = 0; row < height; row++) {
    const gain = how.exposure - corners * ((row + 0.5) / height - 0.5) ** 2;
    const speckle = grainRow(random.float(), random.float(), width);
    chromaRow(finisher, { plane, added, to, start: row * width, width, gain, corners, speckle });
  }
}

interface ChromaRow {
  readonly plane: Float32Array;
  readonly added: Float32Array;
  readonly to: Uint8Array;
  readonly start: number;
  readonly width: number;
  readonly gain: number;
  readonly corners: number;
  readonly speckle: number;
}

function chromaRow({ grain, acrossHalf }: Finisher, how: ChromaRow): void {
  const { plane, added, to, start, width, gain, corners, speckle } = how;
  for (let column = 0; column < width; column++) {
    const keep = gain - corners * (acrossHalf[column] as number);
    let value = ((plane[start + column] as number) + (added[start + column] as number)) * keep;
    if (value > 0.5) value = 0.5;
    else if (value < -0.5) value = -0.5;
    to[start + column] = (128.5 + 222 * value + (grain[speckle + column] as number) * 0.5) | 0;
  }
}
