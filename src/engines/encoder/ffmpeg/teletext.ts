import { type Cue, parseWebVtt, serialiseWebVtt } from '../../../media/index.ts';

/** ffmpeg's only decoder of teletext, which many are built with. */
export const teletextDecoder = 'libzvbi_teletextdec';

/**
 * What makes it write words instead of drawing them, of pages that are subtitles alone; and their headers, without
 * which nobody would know when a page was emptied.
 */
export function teletextOptions(stream: number): readonly string[] {
  return [`-txt_format:${stream}`, 'text', `-txt_page:${stream}`, 'subtitle', `-txt_chop_top:${stream}`, '0'];
}

/** A page that nothing follows stays no longer than this, seconds. */
const longestStay = 30;

/**
 * Pages as that decoder writes them, as cues: each without its header (`888.00 …`) and until the next one; what is sent
 * again goes on. Of several pages, which are other languages, the one that says most.
 */
export function cuesOfPages(webVtt: string): string {
  const pages = new Map<string, Cue[]>();
  for (const cue of parseWebVtt(webVtt).cues) {
    const [header = '', ...lines] = cue.text.split('\n');
    const number = /^\s*(\d{3})/.exec(header)?.[1] ?? '';
    const shown = pages.get(number) ?? [];
    pages.set(number, shown);
    const before = shown.at(-1);
    const text = lines
      .map((line) => line.trim())
      .join('\n')
      .trim();
    if (before !== undefined) shown[shown.length - 1] = { ...before, end: Math.min(before.end, cue.start) };
    const last = shown.at(-1);
    const end = Math.min(cue.end, cue.start + longestStay);
    if (last?.text === text && last.end === cue.start) shown[shown.length - 1] = { ...last, end };
    else shown.push({ ...cue, text, end });
  }
  const said = [...pages.values()].map((cues) => cues.filter(({ text, start, end }) => text !== '' && end > start));
  const [most = []] = said.sort((a, b) => b.length - a.length);
  return serialiseWebVtt({ blocks: [], cues: most });
}
