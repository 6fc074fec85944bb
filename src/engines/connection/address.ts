import { z } from 'zod';

/** Of a server. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, or a host alone at the engine's usual port; an IPv6 address stands in brackets. */
export const address = (usualPort: number) =>
  z
    .string()
    .regex(/^(\[[\dA-Fa-f:.]+\]|[^\s:/@[\]]+)(:\d{1,5})?$/, 'it should be a host and a port, as db.example:3306')
    .transform((text): Address => {
      const { host = '', port } = /^(?<host>\[.*\]|[^:]*)(?::(?<port>\d+))?$/.exec(text)?.groups ?? {};
      return { host: host.replace(/^\[(.*)\]$/, '$1'), port: port === undefined ? usualPort : Number(port) };
    });
