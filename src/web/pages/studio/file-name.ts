/** A title from a file's name: `The_General.1926.mkv` is The General 1926. */
export function nameOfFile(fileName: string): string {
  const stem = fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  const spaced = stem.includes(' ') ? stem : stem.replace(/[._]+/g, ' ');
  return spaced.trim().slice(0, 500) || fileName;
}
