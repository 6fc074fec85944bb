// Law 7: errors are data. Every code stands in one catalogue, named after its room, and is not declared twice.
import ts from 'typescript';
import { productSources, visit } from './sources.js';

const goodCode = /^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

/** Sentences, one a violation. */
export function errorCodeViolations(root) {
  const places = new Map();
  const sentences = [];
  for (const { path, text, syntax } of productSources(root)) {
    visit(syntax, (node) => {
      for (const code of codesIn(node)) {
        if (!goodCode.test(code)) sentences.push(`${path}: the code ${code} does not read room.what-happened.`);
        const before = places.get(code);
        if (before !== undefined) sentences.push(`${path}: the code ${code} is declared in ${before} already.`);
        places.set(code, path);
      }
    });
    if (/^src\/(services|engines)\//.test(path) && /throw new Error\(/.test(text))
      sentences.push(
        `${path} throws a bare Error. Give it a code in errors.ts; TypeError is for a programmer's mistake.`,
      );
  }
  return sentences;
}

function codesIn(node) {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'errorCatalogue') return [];
  const rows = node.arguments[0];
  if (rows === undefined || !ts.isObjectLiteralExpression(rows)) return [];
  return rows.properties.map((row) => row.name?.text).filter((code) => code !== undefined);
}
