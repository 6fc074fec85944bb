// engines: cassandra
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/cassandra.ts';

conformance(adapter);
