// engines: seaweedfs versitygw
import { conformance } from '../conformance.ts';
import { seaweedfs, versitygw } from '../testing/s3.ts';

conformance(seaweedfs);
conformance(versitygw);
