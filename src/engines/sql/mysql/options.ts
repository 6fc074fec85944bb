import { z } from 'zod';
import { address, secret, tls } from '../../connection/index.ts';

const ms = (usual: number, what: string) => z.int().min(100).max(600_000).default(usual).describe(what);

/** How the sql port reaches MySQL 8.0.22 or MariaDB 10.6 and later, alone, with Galera, with replicas. */
export const mysqlOptions = z.strictObject({
  writer: address(3306).describe(
    'Host and port of the one server that is written to: a name that is moved to another one when it fails.',
  ),
  replicas: z
    .array(address(3306))
    .default([])
    .describe('Replicas of the writer, for reads that may be some seconds behind.'),
  mostLagMs: ms(10_000, 'A replica that is further behind is not asked, in milliseconds.'),
  database: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/, 'it should be lower case letters, digits and _, as bijou')
    .default('bijou')
    .describe('Each service has a database of its own, <database>_<service>. It is made where it is missing.'),
  user: z.string().min(1).describe('Account that may make databases and tables under that name.'),
  password: secret.describe('Its password: a file or an environment variable that holds it.'),
  tls,
  poolSize: z
    .int()
    .min(2)
    .max(500)
    .default(10)
    .describe('Connections that one process opens to one server for one service, at most.'),
  connectTimeoutMs: ms(3_000, 'How long a connection may take to open, or be waited for, in milliseconds.'),
  requestTimeoutMs: ms(10_000, 'How long one statement may take, in milliseconds. Then it is killed on the server.'),
  nameServers: z
    .array(address(53))
    .default([])
    .describe('Name servers to ask for these hosts; else the system’s. They say how long an answer holds.'),
});

export type MysqlOptions = z.output<typeof mysqlOptions>;
