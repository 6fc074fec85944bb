import type { Finding } from '../../../contracts/index.ts';
import { type Film, hasSeams, isAtSeam } from './film.ts';
import { clockOf, counted, type Place, warned } from './findings.ts';
import { soundChangeAt } from './joined-findings.ts';
import { isBeginningLost } from './time-findings.ts';

/** Damage that lies nearer together than this, seconds, is one place. */
const together = 2;
const mostPlaces = 10;
/** The decoder looks ahead by about that, seconds. */
const nearChange = 1;

interface Damage extends Required<Place> {
  readonly pictures: number;
  /** What a decoder said there first. */
  readonly said: string | undefined;
}

/** Where decoding went wrong: each place of the film is a finding, up to ten. */
export function damageFindings(film: Film): readonly Finding[] {
  const places = merged([...damagedPictures(film), ...complaintsOf(film)]);
  const told = places.slice(0, mostPlaces).map(findingOf);
  const more = places.slice(mostPlaces);
  const [first] = more;
  if (first === undefined) return told;
  return [
    ...told,
    warned('damaged', `It is damaged at ${counted(more.length, 'further place')}, the first at ${clockOf(first.at)}.`, {
      at: first.at,
    }),
  ];
}

function damagedPictures({ pictures, times }: Film): readonly Damage[] {
  return pictures.damaged.map(([first, count]) => ({
    at: times[first] ?? 0,
    until: times[first + count] ?? 0,
    pictures: count,
    said: undefined,
  }));
}

/** A decoder's words come with the time of the picture before; what was said before any belongs to the beginning. */
function complaintsOf(film: Film): readonly Damage[] {
  const { inspection, start, length, video } = film;
  const soundChange = soundChangeAt(film) ?? Number.POSITIVE_INFINITY;
  return inspection.complaints.flatMap(({ line, at }) => {
    const place = at === null ? 0 : Math.min(Math.max(0, at - start), length);
    // Where recordings were joined, what a demuxer minds is the joint; a beginning that is lost has been told.
    const isJoint = isAtSeam(film, place) || (at === null && /packet corrupt/i.test(line) && hasSeams(film));
    // What is said of a sound that has become something else is no damage; what the pictures' decoder says is.
    if (place > soundChange - nearChange && !line.startsWith(`[${video.codec}]`)) return [];
    if (isJoint || (at === null && isBeginningLost(film))) return [];
    return [{ at: place, until: place, pictures: 0, said: line }];
  });
}

function merged(damages: readonly Damage[]): readonly Damage[] {
  const places: Damage[] = [];
  for (const damage of [...damages].sort((a, b) => a.at - b.at)) {
    const last = places.at(-1);
    if (last === undefined || damage.at - last.until > together) {
      places.push(damage);
      continue;
    }
    places[places.length - 1] = {
      at: last.pictures === 0 && damage.pictures > 0 ? damage.at : last.at,
      until: Math.max(last.until, damage.until),
      pictures: last.pictures + damage.pictures,
      said: last.said ?? damage.said,
    };
  }
  return places;
}

function findingOf({ at, until, pictures, said }: Damage): Finding {
  const where = until - at >= 0.1 ? `from ${clockOf(at)} to ${clockOf(until)}` : `at ${clockOf(at)}`;
  const seen =
    pictures === 0
      ? 'Pictures or sound may be missing there.'
      : `${counted(pictures, 'picture')} could not be decoded whole.`;
  const words = said === undefined ? '' : ` The decoder said: “${said.slice(0, 160)}”.`;
  return warned('damaged', `The film is damaged ${where}. ${seen}${words}`, { at, until });
}
