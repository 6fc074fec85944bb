import { type ByteSource, type ReadAt, readAhead } from '../cmaf/byte-source.ts';

/** A source with more top-level boxes than that is a long fragmented one, and is left as it is. */
const mostBoxes = 1024;
/** Enough for any header. */
const header = 32;
const boxHeader = 16;

export interface FileStarts {
  readonly starts: readonly number[];
  /** Who reads the first reads on into the others, as in recordings whose beginning is written again and again. */
  readonly readsOn: boolean;
}

const one: FileStarts = { starts: [0], readsOn: true };

/**
 * Where whole files begin in a source: at 0, and further on where files were joined end to end. Only the headers of the
 * outermost boxes of MP4 and QuickTime and of the outermost elements of Matroska are read.
 */
export async function fileStarts(source: ByteSource): Promise<FileStarts> {
  const read = readAhead(source, header);
  const first = await read(0, header);
  if (first.length < header) return one;
  if (isMatroska(first)) return { starts: await matroskaStarts(source, read), readsOn: true };
  return ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(nameAt(first, 4)) ? movieStarts(source, read) : one;
}

/** Each film has its own `ftyp`, and a `moov` somewhere after it. */
async function movieStarts({ size }: ByteSource, read: ReadAt): Promise<FileStarts> {
  const starts = [0];
  let hasMovie = false;
  let isFragmented = false;
  let at = 0;
  for (let boxes = 0; at + 8 <= size; boxes += 1) {
    if (boxes === mostBoxes) return one;
    const bytes = await read(at, boxHeader);
    const name = nameAt(bytes, 4);
    if (at > 0 && isOther(bytes)) {
      starts.push(at);
      break;
    }
    const length = boxLength(bytes, size - at);
    if (length === undefined || !/^[\w ©-]{4}$/.test(name)) break;
    if (name === 'ftyp' && hasMovie) {
      starts.push(at);
      hasMovie = false;
    }
    if (name === 'moov') hasMovie = true;
    if (name === 'moof') isFragmented = true;
    at += length;
  }
  return { starts, readsOn: isFragmented };
}

/** Undefined where no box has that length. */
function boxLength(bytes: Uint8Array, rest: number): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = view.getUint32(0);
  if (short === 0) return rest;
  if (short === 1) return bytes.length < boxHeader ? undefined : Number(view.getBigUint64(8));
  return short < 8 ? undefined : short;
}

const segment = 0x18538067;

/** Each film is a header and a segment. One that does not say how long it is goes on to the source's end. */
async function matroskaStarts({ size }: ByteSource, read: ReadAt): Promise<readonly number[]> {
  const starts: number[] = [];
  let at = 0;
  for (let elements = 0; at + 8 <= size && elements < mostBoxes; elements += 1) {
    const bytes = await read(at, boxHeader);
    const isHeader = isMatroska(bytes);
    const isSegment = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === segment;
    const told = isHeader || isSegment ? elementSize(bytes, 4) : undefined;
    if (isHeader || (at > 0 && isOther(bytes)) || nameAt(bytes, 4) === 'ftyp') starts.push(at);
    if (told === undefined) break;
    at += 4 + told;
  }
  return starts;
}

/** A file of another kind, which nothing of this one says the length of. */
function isOther(bytes: Uint8Array): boolean {
  const isTransportStream = bytes[0] === 0x47 && ((bytes[1] ?? 0) & 0xe0) === 0x40;
  return isTransportStream || isMatroska(bytes) || ['FLV\x01', 'RIFF', 'OggS'].includes(nameAt(bytes, 0));
}

function isMatroska(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3;
}

/** Of the number that says how long an element is, and of the element; undefined where it says that nobody knows. */
function elementSize(bytes: Uint8Array, at: number): number | undefined {
  const length = Math.clz32(bytes[at] ?? 0) - 23;
  if (length > 8 || at + length > bytes.length) return undefined;
  const [first = 0, ...rest] = bytes.subarray(at, at + length);
  const mark = 2 ** (8 - length);
  const isUnknown = first === 2 * mark - 1 && rest.every((byte) => byte === 0xff);
  return isUnknown ? undefined : length + rest.reduce((sum, byte) => sum * 256 + byte, first - mark);
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
