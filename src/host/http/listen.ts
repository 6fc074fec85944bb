import type { Server } from 'node:net';
import { listenErrors } from './listen-errors.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** What its user sets to choose others. */
  readonly settings: { readonly host: string; readonly port: string };
}

const codes: Readonly<Record<string, keyof typeof listenErrors.rows>> = {
  EADDRINUSE: 'listen.taken',
  EACCES: 'listen.forbidden',
  EADDRNOTAVAIL: 'listen.no-such-host',
  EAFNOSUPPORT: 'listen.no-such-host',
  EINVAL: 'listen.no-such-host',
  ENOTFOUND: 'listen.no-such-host',
  EAI_AGAIN: 'listen.no-such-host',
};

/** Resolves to the port once the server listens. Errors: `listen.…`; others are Node's own. */
export function listen(server: Server, { host, port, settings }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const code = codes[error.code ?? ''];
      const details = { host, port, hostSetting: settings.host, portSetting: settings.port };
      reject(code === undefined ? error : listenErrors.error(code, details, error));
    };
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
