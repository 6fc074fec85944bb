import type { ChildResult, ChildRun, Children, Logger } from '../../../host/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncoderRun, MediaInput } from '../index.ts';
import { machineTrouble } from './machine-trouble.ts';

export interface FfmpegOptions {
  /** The programs: a name on the path or a file. */
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly children: Children;
  readonly logger: Logger;
  /** Of every child, 10 unless told. */
  readonly niceness?: number;
}

/** Exit codes by which a shell says that there is no such program, or that it may not be run. */
const notRunnable = [126, 127];
/** 128 and SIGABRT, SIGKILL, SIGSEGV, SIGTERM: the program was ended, the source is not to blame. */
const endedFromOutside = [134, 137, 139, 143];

/**
 * Runs one ffmpeg or ffprobe. Errors: `encoder.no-ffmpeg`, `encoder.failed` when it was killed or could not get at the
 * source, the signal's reason.
 */
export async function runProgram(
  options: FfmpegOptions,
  program: {
    readonly name: 'ffmpeg' | 'ffprobe';
    readonly arguments: readonly string[];
    /** Of another run of it, whose output this one reads as its own input. */
    readonly from?: readonly string[];
    readonly what: string;
    readonly run: EncoderRun;
  } & Pick<ChildRun, 'onOutput' | 'stdout'>,
): Promise<ChildResult> {
  const { run, onOutput, stdout = 'ignore' } = program;
  const command = options[program.name];
  const { from } = program;
  const [child, words] =
    from === undefined
      ? ([command, program.arguments] as const)
      : pipeline([command, ...from], [command, ...program.arguments]);
  const result = await options.children.run(child, words, {
    signal: run.signal,
    job: run.job,
    niceness: options.niceness ?? 10,
    stdout,
    ...(onOutput === undefined ? {} : { onOutput }),
  });
  run.onCpu?.(result.cpuSeconds ?? 0);
  if (notRunnable.includes(result.code)) throw noProgram(command, result);
  if (endedFromOutside.includes(result.code)) {
    throw encoderErrors.error('encoder.failed', {
      what: program.what,
      why: `${program.name} was ended from outside (exit code ${result.code}).`,
      log: result.log,
    });
  }
  const trouble = result.code === 0 ? undefined : machineTrouble(result.log);
  if (trouble !== undefined) {
    const why = `${program.name} could not read the source on this machine (${lastWords(trouble)}).`;
    throw encoderErrors.error('encoder.failed', { what: program.what, why, log: result.log });
  }
  return result;
}

/** Two programs, the first's output being the second's input; where either fails, so does the whole. */
function pipeline(first: readonly string[], second: readonly string[]): readonly [string, readonly string[]] {
  const quoted = (words: readonly string[]) => words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const failed = 'code=$?; echo "[fatal] what it reads was given up with exit code $code" >&2; kill $$';
  return ['sh', ['-c', `{ ${quoted(first)} || { ${failed}; }; } | ${quoted(second)}`]];
}

export function noProgram(command: string, result: ChildResult): Error {
  return encoderErrors.error('encoder.no-ffmpeg', {
    why: `"${command}" could not be run (exit code ${result.code})`,
    log: result.log,
  });
}

/**
 * Containers that a film may come in, by ffmpeg's names. Playlists and other formats that name further files or
 * addresses are not among them: a source must not be able to make ffmpeg read anything but itself.
 */
export const containers =
  'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,m4v,h264,hevc,obu,ivf,flv,ogg,asf,mxf,gxf,dv,nut,' +
  'rm,wtv,pva,nsv,nuv,ty,dhav,dirac,vc1,gif,apng,vvc,evc,apv,yuv4mpegpipe,wav,w64,aiff,mp3,aac,flac,ac3,eac3';

/** Single pictures, for works that are asked to make a still of one. */
export const pictureFormats = `${containers},jpeg_pipe,png_pipe,webp_pipe`;

/**
 * Decoders that work on several pictures at once make something else of damage each time. Where there is some, one
 * thread decodes, in all that reads the film.
 */
export const oneThread = ['-threads', '1'];

/**
 * Where a container's clock begins at exactly 0, ffmpeg takes the start of the streams that are read for the start of
 * all, even with `-copyts`: each reader would have another clock. A shift of less than a tick keeps it from that.
 */
export const sameClock = ['-itsoffset', '0.000001'];

/**
 * For whoever reads all of a film: how far its streams are looked for before the first is used. ffmpeg's own five
 * seconds lose a sound that begins later, where a container does not say at its beginning what it is.
 */
export const patiently = ['-analyzeduration', '60000000', '-probesize', '50000000'];

/** The input with what keeps it from reading anything else, and on the film's clock; `before` are further options of this input. */
export function inputArguments(input: MediaInput, before: readonly string[] = [], formats = containers): string[] {
  return [...sameClock, ...sourceArguments(input, before, formats)];
}

/** The same, for ffprobe. */
export function sourceArguments(input: MediaInput, before: readonly string[] = [], formats = containers): string[] {
  const { protocols, address, isList } = sourceOf(input);
  const list = isList ? ['-f', 'concat', '-safe', '0'] : [];
  const allowed = isList ? `concat,${formats}` : formats;
  return ['-protocol_whitelist', protocols, '-format_whitelist', allowed, ...before, ...list, '-i', address];
}

/** Begins a list of parts, in base64, that are read as one film. */
export const listPrefix = 'data:text/plain;base64,';

/** Where a source is read, and by which protocols alone. */
export function sourceOf(input: MediaInput): {
  readonly protocols: string;
  readonly address: string;
  /** A list of parts, of our own making, that are read as one. */
  readonly isList: boolean;
} {
  if (input.startsWith(listPrefix)) {
    const isOfFiles = atob(input.slice(listPrefix.length)).includes(',,:file:');
    return { protocols: `data,subfile,${isOfFiles ? 'file' : 'http,tcp'}`, address: input, isList: true };
  }
  const isPart = input.startsWith('subfile,,');
  const isHttp = input.startsWith('http://') || (isPart && input.includes(',,:http://'));
  return {
    protocols: `${isHttp ? 'http,tcp' : 'file'}${isPart ? ',subfile' : ''}`,
    address: isHttp || isPart ? input : `file:${input}`,
    isList: false,
  };
}

/** Opens every ffmpeg run: no questions, no banner, one line a message with its level. */
export const quietly = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+warning'];

/** Marks output files that must be equal for equal work. */
export const reproducibly = ['-fflags', '+bitexact', '-map_metadata', '-1', '-map_chapters', '-1'];

/** The last thing that ffmpeg complained of, for a sentence. */
export function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? 'it said nothing').replace(/ @ 0x[0-9a-f]+/g, '').slice(0, 300);
}
