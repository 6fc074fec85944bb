/**
 * The services, in the order in which a process starts them: what others stand on first, the door last.
 * A process stops them in reverse.
 */
export const targets = ['studio', 'catalog', 'playback', 'appliance', 'encoder', 'gateway'] as const;

export type Target = (typeof targets)[number];

/** Those that may run in several processes on one data folder. */
export const manifold: readonly Target[] = ['encoder'];
