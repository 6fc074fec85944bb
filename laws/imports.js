// Laws 1 and 3: runs dependency-cruiser over src, and fails also when it saw fewer modules than there are:
// with a compiler that it cannot load it sees none and says that all is well.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from './dependency-cruiser.config.js';

/** Resolves to sentences, one a violation. `judge` is dependency-cruiser's own `cruise` unless told. */
export async function importViolations(root, judge = cruise) {
  const files = readdirSync(join(root, 'src'), { recursive: true }).filter((name) => /\.tsx?$/.test(String(name)));
  const { output } = await judge(['src'], { ...config.options, baseDir: root, validate: true, ruleSet: config });
  const seen = output.modules.filter((module) => module.source.startsWith('src/')).length;
  const sentences = output.summary.violations.map(({ from, to, rule }) => {
    const said = config.forbidden.find(({ name }) => name === rule.name)?.comment ?? '';
    return `${from} → ${to} (${rule.name}): ${said}`;
  });
  if (seen < files.length)
    sentences.push(`dependency-cruiser saw ${seen} of ${files.length} modules of src: it cannot judge.`);
  return sentences;
}
