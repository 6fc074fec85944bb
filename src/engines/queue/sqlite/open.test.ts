import { conformance } from '../conformance.ts';
import { adapter } from './adapter.ts';

conformance('queue/sqlite', adapter);
