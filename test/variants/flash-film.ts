// A film with a flash and a beep each second and a mark in its upper left corner, carried through every shape and form.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const seconds = 6;
/** Share of width and height that the mark takes. */
export const markShare = 0.2;

export interface Form {
  /** The file's name. */
  readonly file: string;
  /** Pictures a second, as ffmpeg writes it; 25 unless told. */
  readonly rate?: string;
  /** Of the file's own pictures; 320x240 unless told. */
  readonly size?: string;
  /** Filters after the film was drawn: how its own pictures differ from what is to be seen. */
  readonly filters?: string;
  /** Codecs, container and their options. */
  readonly output?: readonly string[];
  /** Width over height of what is to be seen; 4/3 unless told. */
  readonly shape?: number;
  /** How often the film comes, one after another, in the written file; once unless told. */
  readonly copies?: number;
  /** Changes the written file. */
  patch?(bytes: Buffer): Buffer;
}

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '18', '-pix_fmt', 'yuv420p'];
const ordinary = [...x264, '-c:a', 'aac', '-b:a', '96k'];

/** Seconds at which a flash and its beep begin: of the picture that is nearest to each second. */
export function beats(rate: string): readonly { readonly picture: number; readonly at: number }[] {
  const perSecond = toNumber(rate);
  return Array.from({ length: seconds - 1 }, (_, index) => {
    const picture = Math.round((index + 1) * perSecond);
    return { picture, at: picture / perSecond };
  });
}

/** ffmpeg's words that write a form of the film. */
export function drawing({ rate = '25', size = '320x240', filters, output = ordinary }: Form): string[] {
  const times = beats(rate);
  const stays = Math.max(1, Math.ceil(toNumber(rate) * 0.04));
  const flashes = times.map(({ picture }) => `between(n,${picture},${picture + stays - 1})`).join('+');
  const beeps = times.map(({ at }) => `between(t,${at.toFixed(6)},${(at + 0.1).toFixed(6)})`).join('+');
  const picture = [
    `color=c=0x303040:s=${size}:r=${rate}:d=${seconds}`,
    `drawbox=x=iw*${markShare}:y=0:w=iw:h=ih/2:color=white:t=fill:enable='${flashes}'`,
    `drawbox=x=0:y=0:w=iw*${markShare}:h=ih*${markShare}:color=white:t=fill`,
    ...(filters === undefined ? [] : [filters]),
  ];
  const sound = `aevalsrc='0.7*sin(2*PI*1000*t)*gt(${beeps},0)':s=48000:d=${seconds}`;
  return ['-f', 'lavfi', '-i', picture.join(','), '-f', 'lavfi', '-i', sound, ...output];
}

export async function makeForm(form: Form, file: string): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...drawing(form), file]);
}

export function toNumber(rate: string): number {
  const [num = 0, den = 1] = rate.split('/').map(Number);
  return num / den;
}
