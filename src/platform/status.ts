import type { gatewayContract, OutputOf } from '../contracts/index.ts';
import { type Discovery, peerReadiness } from '../transport/index.ts';

type Status = OutputOf<(typeof gatewayContract)['calls']['status']>;

export interface StatusParts {
  readonly version: string;
  /** Of the door. */
  readonly address: string;
  readonly discovery: Discovery;
}

/** Every process that can be found, each asked for itself whether it is ready. */
export async function statusOf({ version, address, discovery }: StatusParts): Promise<Status> {
  const records = await discovery.all();
  const processes = await Promise.all(
    records.map(async ({ targets, pid, startedAt, peerAddress }) => {
      const readiness =
        peerAddress === undefined ? { ready: false, why: 'It has no address.' } : await peerReadiness(peerAddress);
      return {
        targets: [...targets],
        pid,
        startedAt,
        ...(peerAddress === undefined ? {} : { address: peerAddress }),
        ...readiness,
      };
    }),
  );
  return { version, address, processes };
}
