import { BijouError, sentenceOf } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';

/** What may have become of what was asked when it failed. */
export type Moment =
  /** Nothing is kept before the commit. */
  | 'undone'
  /** It may have been kept. */
  | 'keeping';

type Code = keyof typeof sqlErrors.rows;

/** What MySQL and MariaDB tell by number, in the port's words; of those that both know the numbers are the same. */
const named: Readonly<Partial<Record<Code, readonly number[]>>> = {
  // Deadlock or certification conflict, a lock waited for too long, a row changed since the snapshot, a table altered.
  'sql.conflict': [1213, 1205, 1020, 1412, 1615, 3101],
  'sql.unavailable': [
    // Not part of the cluster's majority; read-only; shutting down; too many connections, of all or of this account.
    1047, 1290, 1792, 1836, 1053, 1077, 1079, 1040, 1203, 1226,
    // The statement or its connection was ended; packets were lost; the host is held off.
    1317, 1969, 3024, 1927, 1152, 1153, 1158, 1159, 1160, 1161, 1129, 1042, 2006, 2013, 3168, 3169, 4031,
  ],
  'sql.full': [1021, 1114],
  'sql.disk': [1016, 1023, 1024, 1026, 1030],
  'sql.damaged': [126, 127, 145, 1033, 1034, 1035, 1194, 1195, 1712],
  'sql.constraint': [
    1048, 1062, 1169, 1171, 1264, 1265, 1364, 1366, 1406, 1451, 1452, 1557, 1586, 1690, 1761, 3819, 4025,
  ],
  'sql.refused': [1044, 1045, 1049, 1130, 1142, 1143, 1227, 1251, 1370, 1524, 1698],
};

const codes = new Map(Object.entries(named).flatMap(([code, numbers]) => numbers.map((n) => [n, code as Code])));

/** Said before a statement is begun, so that nothing of it was kept. */
const beforehand = new Set([1047, 1290, 1792, 1836, 1040, 1203, 1226, 1153]);

/** Of the encryption and of the greeting. */
const refusing =
  /^(HANDSHAKE|AUTH_|ER_ACCESS|ER_NOT_SUPPORTED_AUTH|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/;

/** An error of mysql2's, or of a socket's. */
interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly sqlMessage?: string;
}

/** Whether the connection that told this is of no more use: it is gone, or its server writes no more. */
export function endsSession(error: unknown): boolean {
  const { errno = 0 } = error as DriverError;
  if (errno < 1000) return true;
  return codes.get(errno) === 'sql.unavailable';
}

/** The port's error for one of the driver's; what is the port's already, as it is. */
export function translated(
  error: unknown,
  { database, moment }: { readonly database: string; readonly moment: Moment },
): BijouError {
  if (error instanceof BijouError) return error;
  const { errno = 0, code = '' } = error as DriverError;
  const told = (as: Code, why = whyOf(error)): BijouError => sqlErrors.error(as, { database, why }, error);
  const byNumber = codes.get(errno);
  // A node that lost its cluster while it committed, or was told to stop, cannot say what became of it.
  if (moment === 'keeping' && (errno === 1180 || (byNumber === 'sql.unavailable' && !beforehand.has(errno))))
    return told('sql.uncertain');
  if (errno === 1153) return told('sql.failed', 'A value is longer than the server’s max_allowed_packet.');
  if (errno === 1180) return told('sql.conflict');
  if (byNumber === 'sql.disk' && /\b28\b|No space/.test(whyOf(error))) return told('sql.full');
  if (byNumber !== undefined) return told(byNumber);
  if (errno >= 1000) return told('sql.failed');
  if (refusing.test(code)) return told('sql.refused');
  return moment === 'keeping' ? told('sql.uncertain') : told('sql.unavailable');
}

function whyOf(error: unknown): string {
  const { sqlMessage, code, errno = 0 } = error as DriverError;
  if (sqlMessage !== undefined) return sqlMessage;
  const sentence = sentenceOf(error);
  return code === undefined || sentence.includes(code) || errno >= 1000 ? sentence : `${code} ${sentence}`.trim();
}
