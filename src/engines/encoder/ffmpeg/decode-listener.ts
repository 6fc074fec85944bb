import type { Inspection, LateStream, VideoStream } from '../../../media/index.ts';
import type { MediaInput } from '../index.ts';
import { complaintCollector } from './complaints.ts';
import { type LooksCollector, looksCollector } from './looks.ts';
import type { Moment } from './moment.ts';
import { type PictureCollector, pictureCollector } from './pictures.ts';
import { type SoundCollector, soundCollector } from './sounds.ts';

/** What was heard while everything was decoded. */
export interface DecodeListener {
  /** One line of ffmpeg's words. */
  push(line: string): void;
  readonly pictures: PictureCollector;
  readonly looks: LooksCollector;
  /** Seconds on the source's timeline of the newest picture. */
  newestSeconds(): number | null;
  readonly sounds: SoundCollector;
  /** Something could not be decoded as it should be. */
  isDamaged(): boolean;
  complaints(shifts: readonly number[]): Inspection['complaints'];
  /** Pictures were seen that carry captions. */
  hasCaptions(): boolean;
  /** Streams that came up after the file had been opened. */
  late(): readonly LateStream[];
}

/** A bare number is a sound's place. */
const printed = /^\[warning\] (-?\d+\.\d{6})$/;
const words = /^\[([^\]]+?)(?: @ 0x[0-9a-f]+)?\] (?:\[[^\]]*\] )*?\[(\w+)\] (.*)$/;

const newStream = /^New (video|audio|subtitle) stream (?:\d+:|with index )(\d+) at pos:\S+ and DTS:(-?[\d.]+)s/;

/** Hears what `decodeArguments` make ffmpeg print. Its memory does not grow with the film's length alone. */
export function decodeListener(input: MediaInput, video: VideoStream): DecodeListener {
  const pictures = pictureCollector(video.timeBase);
  const sounds = soundCollector();
  const looks = looksCollector(video);
  const complaints = complaintCollector(input);
  let isDamaged = false;
  const { num, den } = video.timeBase;
  let isCaptioned = false;
  const late: LateStream[] = [];

  function newestSeconds(): number | null {
    const newest = pictures.newest();
    return newest === undefined ? null : (newest * num) / den;
  }

  function newest(): Moment | null {
    const seconds = newestSeconds();
    return seconds === null ? null : { seconds, line: pictures.line() };
  }

  return {
    pictures,
    looks,
    sounds,
    isDamaged: () => isDamaged,
    newestSeconds,
    complaints: complaints.list,
    hasCaptions: () => isCaptioned,
    late: () => late,
    push(line) {
      const [, who = '', level = '', text = line] = words.exec(line) ?? [];
      if (who === 'metadata@picture') {
        if (!text.startsWith('frame:')) return;
        looks.picture(newest());
        pictures.picture(text);
      } else if (who === 'metadata@cut') {
        if (text.startsWith('frame:')) pictures.cut();
      } else if (who === 'showinfo@carried') {
        isCaptioned ||= /closed captions/i.test(text);
      } else if (who.startsWith('metadata@') || who === 'cropdetect@bars') {
        looks.sample(who, text);
      } else if (printed.test(line)) {
        sounds.printed(Number(printed.exec(line)?.[1]));
      } else if (who.startsWith('ashowinfo@sound')) {
        sounds.shown(Number(who.slice('ashowinfo@sound'.length)), text);
      } else if (text.startsWith('filter context')) {
        looks.otherSize(text);
      } else if (newStream.test(text)) {
        const [, kind, index, at] = newStream.exec(text) ?? [];
        late.push({ kind: kind as LateStream['kind'], index: Number(index), at: Number(at) });
      } else {
        if (isCorrupt(line, video.index)) pictures.damage();
        isDamaged ||= isOfDecoder(line, video);
        complaints.push(line, { level: level === '' ? bareLevel(line) : level, at: newest() });
      }
    },
  };
}

/** Said by ffmpeg itself right before it passes on a picture that its decoder could not make whole. */
function isCorrupt(line: string, stream: number): boolean {
  const found = /corrupt decoded frame(?: in stream (\d+))?/.exec(line);
  return found !== null && (found[1] === undefined || Number(found[1]) === stream);
}

/** What ffmpeg says in its own name has a level and no sayer. */
function bareLevel(line: string): string {
  return /^\[(\w+)\] /.exec(line)?.[1] ?? '';
}

/** Words of the pictures' decoder, which may be a library with a name of its own, or of ffmpeg about it, that are errors. */
function isOfDecoder(line: string, { codec, index }: VideoStream): boolean {
  if (isCorrupt(line, index)) return true;
  if (!/\[(error|fatal)\]/.test(line)) return false;
  const stream = /Error while decoding stream #0:(\d+)|vist#0:(\d+).*Error submitting/.exec(line)?.slice(1).join('');
  return line.startsWith(`[${codec}`) || stream === String(index);
}
