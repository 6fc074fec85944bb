import { errorCatalogue } from '../../kit/index.ts';

/** What keeps an installation from being carried elsewhere. */
export const movingErrors = errorCatalogue({
  'moving.nothing-there': {
    status: 404,
    retry: 'never',
    sentence: 'There is no Bijou in {folder}. Name the data folder of the one that is to be carried with --data.',
  },
  'moving.running': {
    status: 409,
    retry: 'later',
    sentence: 'A Bijou runs on {folder}{who}. Stop it, and leave it stopped: what it still wrote would be left behind.',
  },
  'moving.older': {
    status: 409,
    retry: 'later',
    sentence:
      '{what} was written by an earlier Bijou. Start this one once on {folder} (npm start), stop it, and try again.',
  },
  'moving.newer': {
    status: 409,
    retry: 'never',
    sentence: '{what} was written by a newer Bijou ({name} is not known here). Carry it with that one.',
  },
  'moving.nothing-to-do': {
    status: 409,
    retry: 'never',
    sentence:
      '{config} names no engine beyond the data folder {folder}, and no other folder: there is nothing to carry.',
  },
  'moving.half': {
    status: 409,
    retry: 'never',
    sentence:
      'The log goes elsewhere while the tables stay in {folder}; how far they have read of it stands in them, and is not changed there. Name another folder in "data", so that they are copied, or another engine for sql.',
  },
  'moving.taken': {
    status: 409,
    retry: 'later',
    sentence:
      'There is something already where {port} is to go: {what}. Name another place in {config} (a database, a bucket, a prefix …), or empty this one; for a move that has begun, name its folder of progress with --progress.',
  },
  'moving.changed': {
    status: 409,
    retry: 'never',
    sentence:
      '{folder} has changed since this move began ({file}): what was carried is no longer what it was. Empty the new engines, take away {progress}, and begin anew.',
  },
  'moving.another': {
    status: 409,
    retry: 'never',
    sentence:
      'The progress in {progress} is that of another move ({what}). Take it away, or name another folder with --progress.',
  },
  'moving.busy': {
    status: 409,
    retry: 'later',
    sentence: 'Another process is at this move already ({progress}). Let it go on.',
  },
  'moving.progress-place': {
    status: 500,
    retry: 'never',
    sentence:
      'How far the move has come cannot be kept in {progress} ({why}). Name a folder that can be written to, outside the old one, with --progress.',
  },
  'moving.partitions': {
    status: 409,
    retry: 'never',
    sentence:
      'The topic {topic} has {found} partitions where it is to go and {wanted} here. Take it away there, or name another prefix.',
  },
  'moving.refused': {
    status: 500,
    retry: 'never',
    sentence: '{where} cannot be carried: {why}',
  },
  'moving.no-key': {
    status: 500,
    retry: 'never',
    sentence: 'The table {table} has no primary key, so that its rows cannot be told apart.',
  },
});
