// Moves a house until it is killed. Says a line for everything that is told. Arguments: options as JSON.
import { silentLogger as logger } from '../../../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../../../kit/index.ts';
import { move } from '../move.ts';
import { newHome } from '../new-home.ts';

const { from, config, progressFolder } = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
if (from === undefined || config === undefined || progressFolder === undefined)
  throw new TypeError('Say what is moved');
const to = newHome({}, { config, from });
for await (const told of move({ from, to, progressFolder, clock, random, logger })) console.log(JSON.stringify(told));
