// What a page of the docs names must be there, whether by its whole path, by its end, or as a link: a reader goes and
// looks.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const wholePath = /`((?:src|test|bench|docs|laws|bin)\/[\w./-]+)`/g;
/** A source by the end of its path: `testing/portable.test.ts` beside a folder that was named before. */
const pathsEnd = /`([\w-][\w./-]*\.(?:tsx?|js|css))`/g;
const link = /\]\(([^)#:\s]+)(?:#[^)]*)?\)/g;

/** Sentences, one a name that leads nowhere. */
export function namedFileViolations(root) {
  const sources = globSync('{src,test,bench,docs,laws,bin}/**/*.{ts,tsx,js,css}', { cwd: root });
  const known = [...sources, ...globSync('*.{ts,js}', { cwd: root })].map((path) => `/${path.replaceAll('\\', '/')}`);
  const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })].sort();
  return pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const named = (/** @type {RegExp} */ pattern) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name))];
    const lost = new Set([
      ...named(wholePath).filter((path) => !existsSync(join(root, path))),
      ...named(pathsEnd).filter((end) => !known.some((path) => path.endsWith(`/${end}`))),
      ...named(link).filter((path) => !existsSync(join(root, dirname(page), path))),
    ]);
    return [...lost].map((path) => `${page} names ${path}, which is not there.`);
  });
}
