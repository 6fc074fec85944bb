import type { Finding } from '../../../contracts/index.ts';
import type { Film } from './film.ts';
import { clockOf, counted, repaired, warned } from './findings.ts';

/** What there is to say of files that were joined end to end. */
export function joinedFindings(film: Film): readonly Finding[] {
  return [...joinFindings(film), ...unreadFindings(film), ...soundFindings(film)];
}

const mostJoins = 10;

function joinFindings({ inspection: { joins = [] }, start }: Film): readonly Finding[] {
  const told = joins.slice(0, mostJoins).map((time) => {
    const at = Math.max(0, time - start);
    const sentence = `At ${clockOf(at)} another file begins, joined to the one before it; what comes after follows what came before.`;
    return repaired('joined', sentence, { at });
  });
  const more = joins.length - mostJoins;
  if (more <= 0) return told;
  return [...told, repaired('joined', `Files are joined at ${counted(more, 'further place')}.`)];
}

function unreadFindings({ inspection: { unread }, length }: Film): readonly Finding[] {
  if (unread === undefined) return [];
  const { from, to, size } = unread;
  const left = [
    ...(from > 0 ? [`its first ${shareOf(from, size)} (up to byte ${from})`] : []),
    ...(to < size ? [`its last ${shareOf(size - to, size)} (from byte ${to} on)`] : []),
  ];
  const sentence = `The file is several films joined end to end, which cannot all be read as one: ${left.join(' and ')} ${
    left.length === 1 ? 'is' : 'are'
  } left out. Split it there and add each part as a film of its own, or convert the parts to one format before joining them.`;
  return [warned('part-unread', sentence, to < size ? { at: length } : { at: 0 })];
}

function shareOf(bytes: number, size: number): string {
  const share = (bytes / size) * 100;
  return share < 1 ? 'part, less than 1 %,' : `${Math.round(share)} %`;
}

const names: Readonly<Record<number, string>> = {
  3: 'MPEG audio',
  4: 'MPEG audio',
  15: 'AAC',
  17: 'AAC (LATM)',
  129: 'AC-3',
  130: 'DTS',
  135: 'E-AC-3',
};

/** Where no sound ends before the pictures do, it was read all the same. */
function soundFindings({ inspection, start, length }: Film): readonly Finding[] {
  const ends = soundChangeAt({ inspection, start, length });
  const [change] = inspection.soundChanges ?? [];
  if (ends === undefined || change === undefined) return [];
  const [from = 'one kind', to = 'another'] = [names[change.from], names[change.to]];
  const sentence = `At about ${clockOf(ends)} its sound changes from ${from} to ${to}, as where recordings are joined; only what comes before is heard. Convert the parts to one format before joining them to keep all of it.`;
  return [warned('sound-changes', sentence, { at: ends })];
}

/** Seconds from the film's start on at which a sound ends because it becomes something else. */
export function soundChangeAt({
  inspection: { soundChanges = [], audio },
  start,
  length,
}: Pick<Film, 'inspection' | 'start' | 'length'>): number | undefined {
  if (soundChanges.length === 0) return undefined;
  const ends = audio.flatMap(({ heard }) => (heard === null ? [] : [heard.to - start]));
  return ends.find((end) => end < length - 1);
}
