import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { z } from 'zod';

/** How a connection is encrypted, and both ends are known. Files are PEM. */
export const tls = z
  .union([
    z.boolean(),
    z.strictObject({
      ca: z.string().optional().describe('File of the authorities that the server is signed by; else the usual ones.'),
      certificate: z.string().optional().describe('File of our own certificate, where the server asks for one.'),
      key: z.string().optional().describe('File of its key.'),
      serverName: z.string().optional().describe('The name in the server’s certificate, where it is not its address.'),
    }),
  ])
  .default(false)
  .describe('Whether and how the connection is encrypted.');

export type TlsOptions = z.output<typeof tls>;

/** As Node takes it; undefined where the connection is plain. Reads the files anew. */
export function tlsContext(options: TlsOptions): ConnectionOptions | undefined {
  if (options === false) return undefined;
  if (options === true) return {};
  const { ca, certificate, key, serverName } = options;
  return {
    ...(ca !== undefined && { ca: readFileSync(ca) }),
    ...(certificate !== undefined && { cert: readFileSync(certificate) }),
    ...(key !== undefined && { key: readFileSync(key) }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}
