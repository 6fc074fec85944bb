// Every port that stands on an engine which can be chosen, by its name in the configuration.
import { cache } from './cache.ts';
import { index } from './index-port.ts';
import { log } from './log.ts';
import { objects } from './objects.ts';
import { queue } from './queue.ts';
import { rows } from './rows.ts';
import { sessions } from './sessions.ts';
import { sql } from './sql.ts';

export const enginePorts = { sql, objects, queue, log, rows, sessions, cache, index };

export type EnginePortName = keyof typeof enginePorts;

export const enginePortNames = Object.keys(enginePorts) as readonly EnginePortName[];
