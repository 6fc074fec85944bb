/** Operations: what runs, and whether all is well. */
export const operations = {
  title: 'Operations',
  loading: 'Looking around the house',
  well: 'All is well',
  wellMore: (processes: string) => `${processes} of ours run, and nothing waits for you.`,
  wellOne: 'Everything runs in one process, and nothing waits for you.',
  unwell: (count: number, shown: string) => (count === 1 ? 'One thing is not well' : `${shown} things are not well`),
  complaints: {
    missing: (targets: string) => `Not running: ${targets}.`,
    unready: (targets: string, why: string) => `${targets} is not ready. ${why}`,
    disk: (held: string) => `No new work is begun: ${held}`,
    'no-encoder': (count: number, shown: string) =>
      count === 1 ? '1 job waits, and no encoder is awake.' : `${shown} jobs wait, and no encoder is awake.`,
    failed: (count: number, shown: string) =>
      count === 1 ? '1 job failed and waits for you.' : `${shown} jobs failed and wait for you.`,
  },
  noWhy: 'It does not say why.',
  asOf: (time: string) => `As of ${time}`,
  live: 'Live',
  processes: {
    title: 'What runs where',
    label: 'Processes',
    targets: 'Services',
    pid: 'Process',
    address: 'Address',
    up: 'Runs for',
    ready: 'Ready',
    unready: 'Not ready',
  },
  jobs: {
    title: 'Jobs',
    label: 'Jobs by state',
    states: { waiting: 'Waiting', leased: 'Under way', done: 'Done', failed: 'Failed' },
    uploads: (count: number, shown: string) => (count === 1 ? '1 upload under way' : `${shown} uploads under way`),
    none: 'There is no work just now.',
  },
  encoders: {
    title: 'Encoders',
    label: 'Encoders and what they hold',
    name: 'Encoder',
    leased: 'Under way',
    seen: 'Last heard of',
    none: 'No encoder has asked for work yet.',
  },
  disk: {
    title: 'Disk',
    free: (free: string, all: string) => `${free} of ${all} are free`,
    used: 'Used',
    unknown: 'The disk has not been measured yet.',
  },
  troubles: {
    title: 'The last errors',
    label: 'The last errors, newest first',
    none: 'None. Nothing went wrong of late.',
  },
  version: (version: string) => `Bijou ${version}`,
};
