import { errorCatalogue } from '../../kit/index.ts';

/** Errors that any call may answer with. */
export const wireErrors = errorCatalogue({
  'request.invalid': { status: 400, retry: 'never', sentence: 'The request is not as it should be: {why}' },
  'request.unknown-path': { status: 404, retry: 'never', sentence: 'There is nothing at {path}.' },
  'request.method': { status: 405, retry: 'never', sentence: '{method} is not possible at {path}.' },
  'request.too-large': { status: 413, retry: 'never', sentence: 'The request is larger than {limit} bytes.' },
  'request.host': {
    status: 421,
    retry: 'never',
    sentence: 'This server does not answer for {host}.',
  },
  'request.origin': { status: 403, retry: 'never', sentence: 'Pages of {origin} may not call this server.' },
  'request.owner-only': {
    status: 401,
    retry: 'never',
    sentence:
      'Only the owner may do this: whoever opened the address that Bijou printed when it started, or sends the token that `bijou token` prints as "Authorization: Bearer …".',
  },
  'request.sign-in': { status: 401, retry: 'never', sentence: 'Sign in to do this.' },
  'request.not-allowed': {
    status: 403,
    retry: 'never',
    sentence: 'This account may not do this: it takes one that is {roles}. The owner gives roles.',
  },
  'request.step-up': {
    status: 403,
    retry: 'never',
    sentence: 'Prove once more that it is you to do this: it asks for a sign-in that is {strength}.',
  },
  'request.peer-only': { status: 403, retry: 'never', sentence: 'Only other processes of this Bijou may call this.' },
  'peer.unavailable': {
    status: 503,
    retry: 'transient',
    sentence: 'The service {service} cannot be reached just now. Try again in a moment.',
  },
  'peer.timeout': {
    status: 504,
    retry: 'transient',
    sentence: 'The service {service} did not answer within {ms} ms. Try again in a moment.',
  },
  'peer.answer': {
    status: 502,
    retry: 'later',
    sentence: 'The service {service} gave an answer that its contract does not allow.',
  },
  'peer.proxy-limit': {
    status: 413,
    retry: 'never',
    sentence:
      'A proxy between here and Bijou takes not even a mebibyte at once. Let it take more: with NGINX, client_max_body_size 0.',
  },
  'server.stopping': { status: 503, retry: 'transient', sentence: 'This server is stopping. Try again in a moment.' },
  'server.fault': {
    status: 500,
    retry: 'transient',
    sentence: 'Something went wrong here. The log has it under {trace}.',
  },
});
