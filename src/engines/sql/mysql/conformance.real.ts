// engines: mariadb dns
import { conformance } from '../conformance.ts';
import { adapter } from '../testing/mysql.ts';

conformance(adapter);
