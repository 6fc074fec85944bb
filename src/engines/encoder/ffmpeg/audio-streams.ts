import type { AudioRole, AudioStream } from '../../../media/index.ts';
import type { ProbedStream } from './probed.ts';
import { basicsOf, type Known, seconds } from './stream-basics.ts';

/** What programs write where nobody gave a track a name. */
const genericHandlers =
  /^(.*handler|core media (audio|video)|gpac.*|iso media.*|.*\bmainconcept.*|stereo|mono|surround)$/i;

/** A track's title; where it has none, its handler's name, which MP4 files of many programs use instead. */
function soundLabel({ tags = {} }: ProbedStream): string {
  const { title = '', handler_name = '' } = tags;
  if (title.trim() !== '') return title;
  // QuickTime's names begin with a byte that tells their length.
  const name = handler_name.replace(/\p{Cc}/gu, '').trim();
  return genericHandlers.test(name) ? '' : name;
}

export function audioStream(stream: ProbedStream, known: Known): AudioStream {
  const label = soundLabel(stream);
  const role = roleOf(stream, label);
  return {
    ...basicsOf(stream, known),
    ...(known.decoders.has(stream.codec_name ?? '') ? {} : { isUnreadable: true }),
    label,
    ...(role === undefined ? {} : { role }),
    channels: stream.channels ?? 0,
    layout: stream.channel_layout ?? 'unknown',
    sampleRate: Number(stream.sample_rate ?? 0),
    durationSeconds: seconds(stream.duration),
    heard: null,
  };
}

/** By its disposition, or by how it is called where nobody set that. */
function roleOf({ disposition = {} }: ProbedStream, title: string): AudioRole | undefined {
  if (disposition.visual_impaired === 1 || disposition.descriptions === 1) return 'description';
  if (/\b(audio description|descriptive|described video)\b/i.test(title)) return 'description';
  if (disposition.comment === 1 || /\bcomment(ary|s)\b/i.test(title)) return 'commentary';
  return undefined;
}
