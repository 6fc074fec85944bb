// `npm run suites`: what kills engines, encoders and the whole program on purpose, and what takes many films. With words
// behind it, the files whose paths contain one of them.
import { bringProgram } from './setup/system-programs.js';
import { suites } from './tests/files.js';
import { runAll } from './tests/run-all.js';

const words = process.argv.slice(2);
bringProgram('nginx');
const jobs = suites().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
process.exit(await runAll(jobs, { tellAll: words.length > 0 }));
