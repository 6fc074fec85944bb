import { conformance } from '../conformance.ts';
import { adapter } from '../testing/folder.ts';

conformance(adapter);
