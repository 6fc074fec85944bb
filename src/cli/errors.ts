import { errorCatalogue, hasCode } from '../kit/index.ts';

export const cliErrors = errorCatalogue({
  'cli.usage': { status: 400, retry: 'never', sentence: '{why} Type "bijou help" to see what there is.' },
  'cli.no-server': {
    status: 503,
    retry: 'later',
    sentence:
      'No Bijou is running on {folder}. Start one with "npm start" (or "npx bijou serve"), or name one with --url.',
  },
  'cli.bad-address': {
    status: 400,
    retry: 'never',
    sentence: '"{text}" is not an address of Bijou. Write it as http://192.168.1.20:8080 or https://films.example.',
  },
  'cli.unreachable': {
    status: 503,
    retry: 'transient',
    sentence: 'Bijou at {url} does not answer. If it was stopped, start it with "npm start" (or "npx bijou serve").',
  },
  'cli.not-the-owner': {
    status: 401,
    retry: 'never',
    sentence:
      'Bijou lets only its owner do this. Type "bijou token" on the machine where it runs, and give what that prints with --token or in BIJOU_TOKEN.',
  },
  'cli.unreadable-token': {
    status: 403,
    retry: 'never',
    sentence:
      'The owner’s token cannot be read ({why}). Run this as the user who runs Bijou, or give the token with --token.',
  },
  'cli.few-files': {
    status: 500,
    retry: 'never',
    sentence:
      'Bijou may open too few files at once here. Raise the limit, with "ulimit -n 4096" in this terminal or LimitNOFILE= in a unit of systemd, and start it again.',
  },
  'cli.no-such-path': { status: 404, retry: 'never', sentence: 'There is no file or folder {path}.' },
  'cli.disc-afar': {
    status: 400,
    retry: 'never',
    sentence:
      '{path} is the folder of a disc, which is joined to one film where Bijou runs. Add it on that machine, or send its largest file.',
  },
  'cli.no-films': {
    status: 404,
    retry: 'never',
    sentence: 'There is no film in {path}: no file with a name that films have.',
  },
});

/** What was thrown, in the words of a command line: the door's own speak of headers, the system's of codes. */
export function toldHere(thrown: unknown): unknown {
  if (hasCode(thrown, 'request.owner-only')) return cliErrors.error('cli.not-the-owner', {}, thrown);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === 'EMFILE' || code === 'ENFILE' ? cliErrors.error('cli.few-files', {}, thrown) : thrown;
}
