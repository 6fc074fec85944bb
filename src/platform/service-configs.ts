import { type Env, readAll } from '../host/index.ts';
import * as appliance from '../services/appliance/index.ts';
import * as encoder from '../services/encoder/index.ts';
import * as gateway from '../services/gateway/index.ts';
import * as playback from '../services/playback/index.ts';
import * as studio from '../services/studio/index.ts';

/** The settings that are one service's alone. */
export type ServiceConfigs = ReturnType<typeof readServiceConfigs>;

/** Reads them before anything is opened: nothing has to be undone for a bad one. Errors: `config.invalid`. */
export function readServiceConfigs(env: Env) {
  return readAll({
    studio: () => studio.readConfig(env),
    playback: () => playback.readConfig(env),
    appliance: () => appliance.readConfig(env),
    encoder: () => encoder.readConfig(env),
    gateway: () => gateway.readConfig(env),
  });
}
