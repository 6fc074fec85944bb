import type { DolbyVision } from '../../../media/index.ts';

/** The parts of ffprobe's side data that are read. */
export interface SideData {
  readonly side_data_type?: string;
  /** Three rows of three, as text. */
  readonly displaymatrix?: string;
  /** Degrees counter-clockwise. */
  readonly rotation?: number;
  readonly dv_profile?: number;
  readonly dv_bl_signal_compatibility_id?: number;
}

export interface Orientation {
  /** Clockwise, whole quarters. */
  readonly rotation: number;
  /** Changed over left and right before it is turned. */
  readonly isMirrored: boolean;
}

/** The display matrix decides; without one the old `rotate` tag, which counts clockwise. */
export function orientationOf(sideData: readonly SideData[], rotateTag: string | undefined): Orientation {
  const drawn = sideData.find(({ displaymatrix, rotation }) => displaymatrix !== undefined || rotation !== undefined);
  const fromMatrix = readMatrix(drawn?.displaymatrix ?? '');
  if (fromMatrix !== undefined) return fromMatrix;
  const clockwise = drawn?.rotation === undefined ? Number(rotateTag ?? 0) : -drawn.rotation;
  return { rotation: quarters(Number.isFinite(clockwise) ? clockwise : 0), isMirrored: false };
}

/**
 * A matrix [a b; c d] takes a point (x, y), y downwards, to (ax + cy, bx + dy). Its second row is where the picture's
 * own downward axis goes: (-sin, cos) of the angle, whether or not it is mirrored. Undefined where it is no turning.
 */
function readMatrix(text: string): Orientation | undefined {
  const rows = text.split('\n').flatMap((line) => {
    const row = /^\s*\d+:((?:\s+-?\d+){3})\s*$/.exec(line)?.[1];
    return row === undefined ? [] : [row.trim().split(/\s+/).map(Number)];
  });
  const [a = 0, b = 0] = rows[0] ?? [];
  const [c = 0, d = 0] = rows[1] ?? [];
  const area = a * d - b * c;
  if (area === 0 || !Number.isFinite(area)) return undefined;
  return { rotation: quarters((Math.atan2(-c, d) * 180) / Math.PI), isMirrored: area < 0 };
}

function quarters(degrees: number): number {
  return (((Math.round(degrees / 90) % 4) + 4) % 4) * 90;
}

export function dolbyVisionOf(sideData: readonly SideData[]): DolbyVision | null {
  const data = sideData.find(({ dv_profile }) => dv_profile !== undefined);
  if (data?.dv_profile === undefined) return null;
  return { profile: data.dv_profile, compatibility: data.dv_bl_signal_compatibility_id ?? 0 };
}
