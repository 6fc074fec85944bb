// `npm start` in a checkout: sets up what is missing, then starts Bijou.
import { buildProgram } from './setup/built-program.js';
import { bringDependencies } from './setup/dependencies.js';
import { runProgram } from './setup/program.js';
import { bringProgram } from './setup/system-programs.js';
import { buildWebApp } from './setup/web-app.js';

await bringDependencies();
bringProgram('ffmpeg');
await buildWebApp();
await buildProgram();
await runProgram(['start', ...process.argv.slice(2)]);
