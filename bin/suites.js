// `npm run suites`: what kills engines, encoders and the whole program on purpose, and what takes many films.
import { bringProgram } from './setup/system-programs.js';
import { filesIn, runJourneys, runTwice } from './setup/tests.js';

bringProgram('nginx');
const limitMs = 1_800_000;
const engines = filesIn('src', /\.suite\.ts$/);
const journeys = filesIn('test/journeys', /\.suite\.ts$/);
const codes = [runTwice(engines, { atOnce: 1, limitMs }), runJourneys(journeys, limitMs)];
process.exit(Math.max(...codes));
