// Law 7: errors are data. Every code stands in one catalogue, named after its room, and is not declared twice.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Sentences, one a violation. */
export function errorCodeViolations(root) {
  const places = new Map();
  const sentences = [];
  for (const name of readdirSync(join(root, 'src'), { recursive: true }).map(String)) {
    const path = `src/${name}`;
    if (!path.endsWith('.ts') || path.endsWith('.test.ts')) continue;
    const text = readFileSync(join(root, path), 'utf8');
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    visit(file, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'errorCatalogue') return;
      const rows = node.arguments[0];
      if (rows === undefined || !ts.isObjectLiteralExpression(rows)) return;
      for (const row of rows.properties) {
        const code = row.name?.text;
        if (code === undefined) continue;
        if (!/^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/.test(code))
          sentences.push(`${path}: the code ${code} does not read room.what-happened.`);
        const before = places.get(code);
        if (before !== undefined) sentences.push(`${path}: the code ${code} is declared in ${before} already.`);
        places.set(code, path);
      }
    });
    if (/^src\/(services|engines)\//.test(path) && /throw new Error\(/.test(text))
      sentences.push(
        `${path} throws a bare Error. Give it a code in the room's errors.ts; use TypeError for a programmer's mistake.`,
      );
  }
  return sentences;
}

function visit(node, see) {
  see(node);
  node.forEachChild((child) => visit(child, see));
}
