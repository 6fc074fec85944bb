#!/usr/bin/env node
// `bijou`: plain JavaScript, because it must start on the Node that people have. It brings what is missing and
// hands over to the Node that Bijou ships with.
import { runProgram } from './setup/program.js';

await runProgram(process.argv.slice(2));
