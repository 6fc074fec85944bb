import type { ProcessRecord } from './record.ts';

/** Where a service can be reached by its peers. */
export interface Peer {
  /** `http://127.0.0.1:4711` */
  readonly address: string;
}

/** How the processes of one Bijou find each other. */
export interface Discovery {
  /** Every peer that serves it; none is no error. `fresh` asks past any cache: what was found did not answer. */
  find(service: string, options?: { readonly fresh?: boolean }): Promise<readonly Peer[]>;
  /** Tells the others about this process until the answer is called. */
  announce(me: Announcement): Promise<() => Promise<void>>;
  /** Every process that can be found. */
  all(): Promise<readonly ProcessRecord[]>;
}

/** What a process tells about itself. */
export type Announcement = Omit<ProcessRecord, 'pid' | 'startedAt' | 'life'>;
