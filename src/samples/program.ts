// A sample film's maker as a program of its own, so that all the memory that drawing takes is given back at its end.
// Arguments: the film's id, its folder, ffmpeg, and the folder of children's records. Prints a SampleFilm as JSON.
import { jsonLogger, openChildren } from '../host/index.ts';
import { systemClock } from '../kit/index.ts';
import { filmOf } from './films.ts';
import { makeSampleFilm } from './make-film.ts';

const [id = '', folder = '', ffmpeg = '', records = ''] = process.argv.slice(2);
const clock = systemClock;
const logger = jsonLogger({ clock, level: 'warn', write: (line) => void process.stderr.write(`${line}\n`) });
const children = await openChildren({ folder: records, clock, logger });
const { signal } = new AbortController();
const film = await makeSampleFilm(filmOf(id).id, { folder, ffmpeg, children, clock, logger, signal });
process.stdout.write(`${JSON.stringify(film)}\n`);
await children.close();
