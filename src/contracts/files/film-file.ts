const endings =
  /\.(3g2|3gp|asf|avi|divx|dv|f4v|flv|m2ts|m2v|m4v|mkv|mov|mp4|mpe?g|mts|mxf|ogm|ogv|qt|rmvb?|ts|vob|webm|wmv|y4m)$/i;

/** True for a file whose ending films come with, hidden files aside. A file that is named directly may have any. */
export function isFilmFile(path: string): boolean {
  const name = lastPart(path);
  return endings.test(name) && !name.startsWith('.');
}

/** What stands behind the last slash of either kind. */
export function lastPart(path: string): string {
  return partsOf(path).at(-1) ?? '';
}

/** Folders and file, outermost first. */
export function partsOf(path: string): string[] {
  return path.split(/[/\\]/).filter((part) => part !== '');
}

/** A file's name without its ending. An ending has a letter: `Film.2010` has none. */
export function withoutEnding(name: string): string {
  return name.replace(/(?<=.)\.(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{2,5}$/, '');
}
