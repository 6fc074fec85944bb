import { pluralOf } from '../plural.ts';

/** Operations: what runs, and whether all is well. */
export const operations = {
  title: 'Operations',
  loading: 'Checking the house',
  well: 'All is well',
  wellMore: pluralOf('en', {
    one: '# process is running, and nothing needs attention.',
    other: '# processes are running, and nothing needs attention.',
  }),
  wellOne: 'Everything runs in one process, and nothing needs attention.',
  unwell: pluralOf('en', { one: 'One problem', other: '# problems' }),
  complaints: {
    missing: (targets: string) => `Not running: ${targets}.`,
    unready: (targets: string, why: string) => `${targets}: not ready. ${why}`,
    disk: (held: string) => `New work is on hold: ${held}`,
    'no-encoder': pluralOf('en', {
      one: '# job is waiting, but no encoder is available.',
      other: '# jobs are waiting, but no encoder is available.',
    }),
    failed: pluralOf('en', { one: '# job failed and needs attention.', other: '# jobs failed and need attention.' }),
  },
  noWhy: 'No reason given.',
  seeFailed: 'See what failed',
  asOf: (time: string) => `As of ${time}`,
  live: 'Live',
  processes: {
    title: 'Processes',
    label: 'Processes',
    targets: 'Services',
    pid: 'Process ID',
    address: 'Address',
    up: 'Uptime',
    ready: 'Ready',
    unready: 'Not ready',
  },
  jobs: {
    title: 'Jobs',
    label: 'Jobs by state',
    states: { waiting: 'Waiting', leased: 'In progress', done: 'Done', failed: 'Failed' },
    uploads: pluralOf('en', { one: '# upload in progress', other: '# uploads in progress' }),
    none: 'Nothing to do right now.',
  },
  encoders: {
    title: 'Encoders',
    label: 'Encoders and their current jobs',
    name: 'Encoder',
    leased: 'In progress',
    seen: 'Last seen',
    none: 'No encoder has asked for work yet.',
  },
  disk: {
    title: 'Disk',
    free: (free: string, all: string) => `${free} free of ${all}`,
    used: (share: string) => `${share} used`,
    unknown: 'The disk hasn’t been measured yet.',
  },
  troubles: {
    title: 'Recent errors',
    label: 'Recent errors, newest first',
    none: 'No recent errors.',
  },
  version: (version: string) => `Bijou ${version}`,
};
