import { conformance } from '../conformance.ts';
import { adapter } from '../testing/trial.ts';

conformance(adapter);
