/** A film's name, made of its file's name: without folders and ending, `_` and `.` become spaces. */
export function nameOfFile(file: string): string {
  const last = file.split(/[/\\]/).findLast((part) => part !== '') ?? '';
  const bare = last.replace(/(?<=.)\.[A-Za-z0-9]{1,5}$/, '');
  const words = bare.replace(/[_.]+/g, ' ').replace(/\s+/g, ' ').trim();
  return (words === '' ? 'Untitled' : words).slice(0, 500);
}
