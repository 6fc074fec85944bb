// engines: dynamodb
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/dynamodb.ts';

conformance(adapter);
