/** What lay beside a film, told by its name. */
export type Sidecar<F extends Named = File> =
  | { readonly kind: 'text'; readonly file: F; readonly language: string | undefined; readonly forced: boolean }
  | { readonly kind: 'artwork'; readonly file: F; readonly artwork: 'poster' | 'backdrop' }
  | { readonly kind: 'details'; readonly file: F };

export interface Named {
  readonly name: string;
}

/** A file and the folder that it came from, `''` where it came alone. */
export interface Found<F extends Named = File> {
  readonly file: F;
  /** `Films/Metropolis`, without the file's own name. */
  readonly folder: string;
}

export interface Arriving<F extends Named = File> {
  readonly film: F;
  readonly sidecars: readonly Sidecar<F>[];
  /** The title whose film it is to be, instead of a title of its own. */
  readonly replaces?: string;
}

export interface Sorted<F extends Named = File> {
  readonly films: readonly Arriving<F>[];
  /** Files that are no films and belong to none. */
  readonly others: readonly F[];
}

const filmEndings = new Set(
  'mkv mp4 m4v mov webm avi mpg mpeg m2v ts m2ts mts mxf wmv flv ogv ogm 3gp vob divx asf rm rmvb y4m dv'.split(' '),
);
const textEndings = new Set(['srt', 'vtt', 'ass', 'ssa']);
const pictureEndings = new Set(['jpg', 'jpeg', 'png', 'webp', 'avif']);
const posterNames = new Set(['poster', 'folder', 'cover', 'movie']);
const backdropNames = new Set(['backdrop', 'fanart', 'background', 'landscape']);
/** Words that stand between a film's name and its ending and say nothing of the language. */
const notLanguages = new Set(['forced', 'sdh', 'cc', 'hi', 'default', 'full', 'sub', 'subs', 'foreign']);

/** Tells films from what lies beside them, and gives each film its own. */
export function sortFound<F extends Named>(found: readonly Found<F>[]): Sorted<F> {
  const films = found.filter(({ file }) => filmEndings.has(endingOf(file.name)));
  const given = new Map<Found<F>, Sidecar<F>[]>(films.map((film) => [film, []]));
  const others: F[] = [];
  for (const one of found) {
    if (given.has(one)) continue;
    const [film, sidecar] = belongs(one, films) ?? [];
    if (film === undefined || sidecar === undefined) others.push(one.file);
    else given.get(film)?.push(sidecar);
  }
  return {
    films: [...given].map(([{ file }, sidecars]) => ({ film: file, sidecars: firstOfEach(sidecars) })),
    others,
  };
}

function belongs<F extends Named>(
  one: Found<F>,
  films: readonly Found<F>[],
): readonly [Found<F>, Sidecar<F>] | undefined {
  const { file } = one;
  const ending = endingOf(file.name);
  const isText = textEndings.has(ending);
  const isPicture = pictureEndings.has(ending);
  if (!isText && !isPicture && ending !== 'nfo') return undefined;
  const near = films.filter(({ folder }) => folder === one.folder || isUnder(one.folder, folder));
  const named = near
    .map((film) => [film, restOf(stemOf(file.name), stemOf(film.file.name))] as const)
    .filter((pair): pair is readonly [Found<F>, string] => pair[1] !== undefined)
    // `Film 2.de.srt` is not of `Film`, where both are there: the longer name wins.
    .sort(([a], [b]) => b.file.name.length - a.file.name.length)[0];
  const alone = near.length === 1 ? near[0] : undefined;
  const film = named?.[0] ?? alone;
  if (film === undefined) return undefined;
  const rest = named?.[1] ?? stemOf(file.name).toLowerCase();
  if (isText) return [film, { kind: 'text', file, ...speechOf(rest) }];
  if (ending === 'nfo') return [film, { kind: 'details', file }];
  const word = rest.replace(/^[-_. ]+/, '').toLowerCase();
  if (posterNames.has(word) || (word === '' && named !== undefined))
    return [film, { kind: 'artwork', file, artwork: 'poster' }];
  return backdropNames.has(word) ? [film, { kind: 'artwork', file, artwork: 'backdrop' }] : undefined;
}

/** A film has one poster, one backdrop and one sheet of details: the first that was found. */
function firstOfEach<F extends Named>(sidecars: readonly Sidecar<F>[]): readonly Sidecar<F>[] {
  const seen = new Set<string>();
  return sidecars.filter((sidecar) => {
    if (sidecar.kind === 'text') return true;
    const key = sidecar.kind === 'artwork' ? sidecar.artwork : sidecar.kind;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** Language and kind, from what stands after the film's name: `.en.forced`, `.pt-BR`. */
export function speechOf(rest: string): { readonly language: string | undefined; readonly forced: boolean } {
  const marks = rest
    .split(/[._ ]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
  const language = marks.findLast((word) => /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(word) && !notLanguages.has(word));
  return { language: canonical(language), forced: marks.includes('forced') || marks.includes('foreign') };
}

/** `pt-BR` for `pt-br`, `de` for `ger`: one way to write a language. */
function canonical(language: string | undefined): string | undefined {
  try {
    return language === undefined ? undefined : Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}

/** What follows the film's name in another's; undefined where it does not begin with it. */
function restOf(stem: string, film: string): string | undefined {
  const [long, short] = [stem.toLowerCase(), film.toLowerCase()];
  if (!long.startsWith(short)) return undefined;
  const rest = long.slice(short.length);
  return rest === '' || /^[-._ ]/.test(rest) ? rest : undefined;
}

/** `Film/Subs` lies under `Film`; nothing is taken to lie under files that came alone. */
function isUnder(inner: string, outer: string): boolean {
  return outer !== '' && inner.startsWith(`${outer}/`);
}

function endingOf(name: string): string {
  return /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

function stemOf(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '');
}
