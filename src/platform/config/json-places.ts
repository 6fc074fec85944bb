/** Where in a JSON text each value begins: lines from 1, by path joined with dots. The text is known to be JSON. */
export function placesIn(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const words = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;
  /** Of each object and array around, the name of what comes next in it. */
  const around: { name: string | number; readonly isArray: boolean; hasName: boolean }[] = [];
  const pathNow = () => around.map(({ name }) => String(name)).join('.');
  for (const { 0: word, index } of text.matchAll(words)) {
    const inner = around.at(-1);
    if (word === '}' || word === ']') around.pop();
    else if (word === ':') continue;
    else if (word === ',') {
      if (inner?.isArray) inner.name = Number(inner.name) + 1;
      else if (inner !== undefined) inner.hasName = false;
    } else if (inner !== undefined && !inner.isArray && !inner.hasName) {
      inner.name = String(JSON.parse(word));
      inner.hasName = true;
      lines.set(pathNow(), lineAt(text, index));
    } else {
      if (inner?.isArray) lines.set(pathNow(), lineAt(text, index));
      if (word === '{' || word === '[')
        around.push({ name: word === '[' ? 0 : '', isArray: word === '[', hasName: false });
    }
  }
  return lines;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
