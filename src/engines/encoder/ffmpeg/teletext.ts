import { type Cue, parseWebVtt, serialiseWebVtt } from '../../../media/index.ts';

/** ffmpeg's only decoder of teletext, which many are built with. */
export const teletextDecoder = 'libzvbi_teletextdec';

/** What makes it write words instead of drawing them, of pages that are subtitles alone, each until the next. */
export function teletextOptions(stream: number): readonly string[] {
  return [`-txt_format:${stream}`, 'text', `-txt_page:${stream}`, 'subtitle', `-fix_sub_duration:${stream}`];
}

/** A page that nothing follows stays no longer than this, seconds. */
const longestStay = 30;

/** Pages as that decoder writes them, as cues: a page that is sent again goes on, and none stays for ever. */
export function cuesOfPages(webVtt: string): string {
  const cues: Cue[] = [];
  for (const cue of parseWebVtt(webVtt).cues) {
    const end = Math.min(cue.end, cue.start + longestStay);
    const last = cues.at(-1);
    if (last?.text === cue.text && last.end === cue.start) cues[cues.length - 1] = { ...last, end };
    else cues.push({ ...cue, end });
  }
  return serialiseWebVtt({ blocks: [], cues });
}
