// engines: kafka
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/kafka.ts';

conformance(adapter);
