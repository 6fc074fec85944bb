import { errorCatalogue } from '../../kit/index.ts';

export const gatewayErrors = errorCatalogue({
  'gateway.unknown-host': {
    status: 421,
    retry: 'never',
    sentence:
      'Bijou does not know the name {host}. If it is one of its own, start it with BIJOU_HOSTS={name}, or with the whole address in BIJOU_ORIGINS.',
  },
  'gateway.unknown-origin': {
    status: 403,
    retry: 'never',
    sentence:
      'This comes from a page of {origin}, which Bijou does not know. If Bijou is seen there through a proxy, start it with that address in BIJOU_ORIGINS; if a player of yours is there, in BIJOU_PLAYER_ORIGINS.',
  },
  'gateway.too-many-guesses': {
    status: 429,
    retry: 'later',
    sentence:
      'Too many wrong tokens have been tried. Type "bijou token" on the machine where Bijou runs, and try that one: the right one opens at any time.',
  },
  'gateway.no-app': {
    status: 503,
    retry: 'later',
    sentence: 'The web app has not been built yet. Run "npm run build", then load this page again.',
  },
  'gateway.too-many-streams': {
    status: 429,
    retry: 'later',
    sentence: 'More than {most} pages or programs of yours are following along. Close some of them.',
  },
});
