import type { Size } from '../plan/ladder.ts';

/** What a picture's first bytes say it measures: PNG, JPEG, WebP or AVIF; undefined where it is none of these. */
export function pictureSize(bytes: Uint8Array): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = sizeOfPng(view) ?? sizeOfJpeg(view) ?? sizeOfWebp(view) ?? sizeOfAvif(view);
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
  } catch (error) {
    // It ends before its size is told.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function sizeOfPng(view: DataView): Size | undefined {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Segment by segment to the frame header: SOF0 to SOF15, but for the tables that share its range of marks. */
function sizeOfJpeg(view: DataView): Size | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; ; ) {
    const mark = view.getUint16(at);
    if (mark >>> 8 !== 0xff) return undefined;
    const isFrame = mark >= 0xffc0 && mark <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(mark);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    at += 2 + view.getUint16(at + 2);
  }
}

function sizeOfWebp(view: DataView): Size | undefined {
  if (text(view, 0) !== 'RIFF' || text(view, 8) !== 'WEBP') return undefined;
  const low14 = (at: number) => view.getUint16(at, true) & 0x3fff;
  const int24 = (at: number) => view.getUint8(at) | (view.getUint8(at + 1) << 8) | (view.getUint8(at + 2) << 16);
  switch (text(view, 12)) {
    case 'VP8 ':
      return { width: low14(26), height: low14(28) };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
    }
    case 'VP8X':
      return { width: 1 + int24(24), height: 1 + int24(27) };
    default:
      return undefined;
  }
}

/** The box `ispe` of its item properties, which lie in the file's first kilobytes. */
function sizeOfAvif(view: DataView): Size | undefined {
  if (text(view, 4) !== 'ftyp' || !['avif', 'avis'].includes(text(view, 8))) return undefined;
  const end = Math.min(view.byteLength - 16, 64 * 1024);
  for (let at = 16; at < end; at++) {
    if (text(view, at) === 'ispe') return { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
  }
  return undefined;
}

function text(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));
}
