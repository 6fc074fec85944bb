// The product's own sources: what the laws speak of. Tests, and what serves them alone, may do as they like.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const forTests = /\.(test|suite|real)\.tsx?$|\/conformance\.ts$|\/testing\//;

/** Every product source below src: its path from the root, its text, and its syntax. */
export function* productSources(root) {
  for (const name of readdirSync(join(root, 'src'), { recursive: true }).map(String).sort()) {
    const path = `src/${name}`;
    if (!/\.tsx?$/.test(path) || path.endsWith('.d.ts') || forTests.test(path)) continue;
    const text = readFileSync(join(root, path), 'utf8');
    yield { path, text, syntax: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
  }
}

/** Shows `see` a node and all below it. */
export function visit(node, see) {
  see(node);
  node.forEachChild((child) => visit(child, see));
}
