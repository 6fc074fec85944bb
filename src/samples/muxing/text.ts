import { type Caption, type Film, pictureCount, shotStarts } from '../film.ts';

/** Captions as SubRip, which ffmpeg turns into mov_text. */
export function subRip(captions: readonly Caption[]): string {
  const lines = captions.map(({ from, to, text }, i) => `${i + 1}\n${stamp(from)} --> ${stamp(to)}\n${text}\n`);
  return `${lines.join('\n')}\n`;
}

function stamp(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value) % 60).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two(ms / 60_000)}:${two(ms / 1000)},${String(ms % 1000).padStart(3, '0')}`;
}

/** Title and chapters in ffmpeg's metadata format; chapters begin on the pictures where their shots do. */
export function metadata(film: Film): string {
  const starts = film.chapters.map(({ shot, name }) => {
    const start = shotStarts(film).find((one) => one.shot.name === shot);
    if (start === undefined) throw new RangeError(`No shot has the name ${shot}`);
    return { name, first: start.first };
  });
  const chapters = starts.map(({ name, first }, i) => {
    const end = starts[i + 1]?.first ?? pictureCount(film);
    return `[CHAPTER]\nTIMEBASE=1/${film.rate}\nSTART=${first}\nEND=${end}\ntitle=${escaped(name)}\n`;
  });
  return `;FFMETADATA1\ntitle=${escaped(film.name)}\n${chapters.join('')}`;
}

/** What is said of the film, as an NFO: what lies beside a file goes with it into the library. */
export function nfo({ name, told }: Film): string {
  const lines = [
    ['title', name],
    ['year', String(told.year)],
    ['plot', told.summary],
    ...told.genres.map((genre) => ['genre', genre]),
  ].map(
    ([tag, text = '']) => `  <${tag}>${text.replace(/[&<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)}</${tag}>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<movie>\n${lines.join('')}</movie>\n`;
}

function escaped(text: string): string {
  return text.replace(/[=;#\\\n]/g, (letter) => `\\${letter}`);
}
