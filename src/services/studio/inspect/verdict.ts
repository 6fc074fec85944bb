import type { Finding } from '../../../contracts/index.ts';
import { toNumber } from '../../../kit/index.ts';
import { type Inspection, type Pictures, pictureCount, type VideoStream } from '../../../media/index.ts';
import { isInterlaced } from '../plan/film-plan.ts';

/** What is to be done with a film, and all that there is to say of it. */
export interface Verdict {
  readonly findings: readonly Finding[];
  /** Why nothing can be made of it; absent where it is taken. */
  readonly refused?: string;
}

/** A container may say this much more than what decodes before it is worth a word: seconds, and share. */
const slackSeconds = 1;
const slackShare = 0.01;

/** Judges a film by its inspection. Pure: the same inspection has the same verdict. */
export function judge(inspection: Inspection): Verdict {
  const refusal = refusalOf(inspection);
  if (refusal !== undefined) return { findings: [refusal], refused: refusal.sentence };
  const { pictures } = inspection;
  const video = inspection.video.find(({ index }) => index === pictures?.stream);
  if (pictures === null || video === undefined) return { findings: [] };
  return {
    findings: [
      ...findingsOfLength(inspection, pictures),
      ...findingsOfDecoding(inspection),
      ...findingsOfPicture(video),
      ...findingsOfStreams(inspection, pictures),
    ],
  };
}

function refusalOf({ video, audio, text, pictures }: Inspection): Finding | undefined {
  const moving = video.filter(({ isPicture }) => !isPicture);
  if (moving.length === 0) {
    if (video.length === 0 && audio.length === 0 && text.length === 0) {
      return refused('not-media', 'This is not a film: nothing in it could be recognised as video or audio.');
    }
    const only = audio.length > 0 ? 'only sound' : 'no moving pictures';
    return refused('no-video', `This file has ${only}. A title needs a video stream.`);
  }
  if (pictures === null || pictureCount(pictures) === 0) {
    return refused(
      'no-pictures',
      'None of its pictures could be decoded: the file is damaged, or cut off at its start.',
    );
  }
  const stream = moving.find(({ index }) => index === pictures.stream);
  if (stream === undefined) return refused('no-video', 'Its pictures belong to no video stream.');
  if (stream.width < 2 || stream.height < 2) {
    return refused('no-size', `Its pictures measure ${stream.width}×${stream.height}: there is nothing to see.`);
  }
  if (lengthOf(pictures) <= 0) return refused('no-length', 'All its pictures are shown at the same moment.');
  return undefined;
}

function findingsOfLength({ durationSeconds }: Inspection, pictures: Pictures): readonly Finding[] {
  const decoded = lengthOf(pictures);
  if (durationSeconds === null) return [];
  const missing = durationSeconds - decoded;
  if (missing <= Math.max(slackSeconds, durationSeconds * slackShare)) return [];
  const sentence = `The file says that it lasts ${clockOf(durationSeconds)}, but its pictures end at ${clockOf(decoded)}. It was taken as far as it goes.`;
  return [{ code: 'shorter-than-declared', severity: 'warned', sentence, at: decoded }];
}

function findingsOfDecoding({ complaints }: Inspection): readonly Finding[] {
  const [first] = complaints;
  if (first === undefined) return [];
  const more = complaints.length === 1 ? '' : ` and ${complaints.length - 1} times more`;
  const sentence = `The decoder complained: “${first.slice(0, 200)}”${more}. Damaged pictures may be seen.`;
  return [{ code: 'decoder-complaints', severity: 'warned', sentence }];
}

function findingsOfPicture(video: VideoStream): readonly Finding[] {
  const findings: Finding[] = [];
  const { rotation, fieldOrder, color, sampleAspect } = video;
  if (rotation !== 0) {
    findings.push(repaired('rotated', `It was filmed turned by ${rotation}°; it is shown upright.`));
  }
  if (isInterlaced(fieldOrder)) {
    findings.push(repaired('interlaced', 'Its pictures are interlaced; whole pictures are made of them.'));
  }
  if (['smpte2084', 'arib-std-b67'].includes(color.transfer)) {
    findings.push(
      repaired(
        'hdr',
        'It is high dynamic range (HDR); it is made for ordinary screens, so its brightest parts lose detail.',
      ),
    );
  }
  const aspect = toNumber(sampleAspect);
  if (Number.isFinite(aspect) && aspect > 0 && Math.abs(aspect - 1) > 0.005) {
    findings.push(repaired('anamorphic', 'Its pixels are not square; its pictures are stretched to their true shape.'));
  }
  return findings;
}

function findingsOfStreams({ video, audio, text }: Inspection, pictures: Pictures): readonly Finding[] {
  const findings: Finding[] = [];
  const moving = video.filter(({ isPicture }) => !isPicture);
  if (moving.length > 1) {
    findings.push(warned('more-videos', `It has ${moving.length} video streams; stream ${pictures.stream} is used.`));
  }
  if (audio.length === 0) findings.push(warned('silent', 'It has no sound.'));
  const end = lengthOf(pictures);
  for (const { index, durationSeconds } of audio) {
    if (durationSeconds === null || end - durationSeconds <= Math.max(slackSeconds, end * slackShare)) continue;
    const sentence = `Audio stream ${index} ends at ${clockOf(durationSeconds)}, before the pictures do; silence follows.`;
    findings.push({ code: 'audio-short', severity: 'warned', sentence, at: durationSeconds });
  }
  for (const { index, language, isBitmap } of text) {
    if (!isBitmap) continue;
    const sentence = `The subtitles of stream ${index} (${language}) are pictures, not text, and are left out.`;
    findings.push(warned('bitmap-subtitles', sentence));
  }
  return findings;
}

/** Seconds. */
function lengthOf({ durations, timeBase }: Pictures): number {
  const ticks = durations.reduce((sum, [length, count]) => sum + length * count, 0);
  return ticks * toNumber(timeBase);
}

/** `1:02:03.4` */
function clockOf(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

function refused(code: string, sentence: string): Finding {
  return { code, severity: 'refused', sentence };
}

function warned(code: string, sentence: string): Finding {
  return { code, severity: 'warned', sentence };
}

function repaired(code: string, sentence: string): Finding {
  return { code, severity: 'repaired', sentence };
}
