import { join } from 'node:path';
import {
  applianceContract,
  type Client,
  catalogContract,
  encoderContract,
  gatewayContract,
  playbackContract,
  type RunningService,
  type ServiceContract,
  studioContract,
} from '../contracts/index.ts';
import type { Follow, Once, Sql, Tell } from '../engines/sql/index.ts';
import { makeOnce } from '../engines/sql/ledger/answers.ts';
import { makeTell } from '../engines/sql/ledger/outbox.ts';
import type { Logger } from '../host/index.ts';
import type { Clock, MakeId, Random } from '../kit/index.ts';
import * as appliance from '../services/appliance/index.ts';
import * as catalog from '../services/catalog/index.ts';
import * as encoder from '../services/encoder/index.ts';
import * as gateway from '../services/gateway/index.ts';
import * as playback from '../services/playback/index.ts';
import * as studio from '../services/studio/index.ts';
import type { Endpoint } from '../transport/index.ts';
import type { Engines } from './engines.ts';
import { startFollower } from './follower.ts';
import { startRelay } from './relay.ts';
import type { Settings } from './settings.ts';
import type { Target } from './targets.ts';

/** What a module may draw on when it starts. */
export interface Workshop {
  readonly settings: Settings;
  readonly engines: Engines;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly logger: Logger;
  /** A service as its callers see it, wherever it runs. */
  client<Contract extends ServiceContract>(contract: Contract): Client<Contract>;
  endpoint(service: string): Endpoint;
}
