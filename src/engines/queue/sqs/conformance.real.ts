// engines: elasticmq
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/sqs.ts';

conformance(adapter);
