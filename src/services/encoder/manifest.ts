import { encoderContract, studioContract } from '../../contracts/index.ts';
import { client, config, defineService, encoder, scratch } from '../../manifest/index.ts';
import { settings } from './config.ts';
import { start } from './service.ts';

export const service = defineService({
  contract: encoderContract,
  does: 'does the work of a film’s way, a job at a time, on any machine',
  needs: { critical: [studioContract], soft: [] },
  runs: 'stateless',
  ports: { studio: client(studioContract), engine: encoder, scratch, config: config(settings) },
  start,
});
