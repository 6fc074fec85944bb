import type { gatewayContract, OutputOf } from '../contracts/index.ts';
import { type Discovery, peerReadiness } from '../transport/index.ts';
import { readWatchedStates } from './watch/watched-folders.ts';

type Status = OutputOf<(typeof gatewayContract)['calls']['status']>;

export interface StatusParts {
  readonly version: string;
  /** Of the door. */
  readonly address: string;
  readonly discovery: Discovery;
  readonly dataFolder: string;
}

/** Every process that can be found, each asked for itself whether it is ready. */
export async function statusOf({ version, address, discovery, dataFolder }: StatusParts): Promise<Status> {
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
  const watched = (await readWatchedStates(dataFolder)).map((state) => ({ ...state }));
  return { version, address, processes, ...(watched.length === 0 ? {} : { watched }) };
}
