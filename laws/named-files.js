// What a page of the docs names by its whole path must be there: a reader goes and looks.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const named = /`((?:src|test|bench|docs|laws|bin)\/[\w./-]+)`/g;

/** Sentences, one a name that leads nowhere. */
export function namedFileViolations(root) {
  const docs = readdirSync(join(root, 'docs'), { recursive: true })
    .map((name) => join('docs', String(name)))
    .filter((name) => name.endsWith('.md'));
  return ['README.md', 'CONTRIBUTING.md', ...docs].flatMap((page) => {
    const paths = [...readFileSync(join(root, page), 'utf8').matchAll(named)].map(([, path]) => path);
    return [...new Set(paths)]
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page} names ${path}, which is not there.`);
  });
}
