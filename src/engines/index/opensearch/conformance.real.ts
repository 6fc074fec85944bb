// engines: opensearch
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/opensearch.ts';

conformance(adapter);
