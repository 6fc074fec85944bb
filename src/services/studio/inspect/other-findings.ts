import type { Finding } from '../../../contracts/index.ts';
import type { Inspection, OtherStream } from '../../../media/index.ts';
import { counted, repaired } from './findings.ts';
import { listed } from './naming.ts';

/** What it holds beside pictures, sound and text, in a word: none of it is kept. */
export function otherFindings({ others = [], video, chapters }: Inspection): readonly Finding[] {
  const counts = new Map<string, number>();
  const add = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  for (const other of others) {
    // Chapters of MP4 are a track of text, and have been read.
    if (other.tag === 'text' && chapters.length > 0) continue;
    add(kindOf(other));
  }
  const pictures = video.filter(({ isPicture }) => isPicture);
  const used = pictures.find(({ isCover = false }) => isCover);
  for (const picture of pictures) if (picture !== used) add('further picture');
  if (counts.size === 0) return [];
  const words = [...counts].map(([kind, count]) => (count === 1 ? `${article(kind)} ${kind}` : counted(count, kind)));
  const [first = 0, ...more] = counts.values();
  const are = first + more.length === 1 ? 'is' : 'are';
  return [repaired('left-out', `It also holds ${listed(words)}, which ${are} left out.`)];
}

function kindOf({ kind, codec, tag }: OtherStream): string {
  if (kind === 'attachment') return ['ttf', 'otf'].includes(codec) ? 'font' : 'attached file';
  if (tag === 'tmcd') return 'time code track';
  if (codec === 'scte_35') return 'advertising cue track';
  return 'data track';
}

function article(word: string): string {
  return /^[aeiou]/.test(word) ? 'an' : 'a';
}
