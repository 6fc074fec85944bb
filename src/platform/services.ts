// The table of services: a line each. Everything else about one stands in its own folder.
export { service as appliance } from '../services/appliance/index.ts';
export { service as catalog } from '../services/catalog/index.ts';
export { service as encoder } from '../services/encoder/index.ts';
export { service as gateway } from '../services/gateway/index.ts';
export { service as playback } from '../services/playback/index.ts';
export { service as studio } from '../services/studio/index.ts';
