import { conformance } from '../conformance.ts';
import { adapter } from './adapter.ts';

conformance('log/sqlite', adapter);
