import { conformance } from '../conformance.ts';
import { adapter } from '../testing/sqlite.ts';

conformance(adapter);
