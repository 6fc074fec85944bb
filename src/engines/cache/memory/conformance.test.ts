import { conformance } from '../conformance.ts';
import { adapter } from '../testing/memory.ts';

conformance(adapter);
