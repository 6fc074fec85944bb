// engines: memcached
import { conformance } from '../conformance.ts';
import { adapter, oneZone } from '../testing/memcached.ts';

conformance(adapter);
conformance(oneZone);
