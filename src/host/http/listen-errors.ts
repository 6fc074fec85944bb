import { errorCatalogue } from '../../kit/index.ts';

export const listenErrors = errorCatalogue({
  'listen.taken': {
    status: 500,
    retry: 'never',
    sentence:
      'Port {port} on {host} is taken: another program listens there, perhaps another Bijou. Stop that one, or choose another port with {portSetting}.',
  },
  'listen.forbidden': {
    status: 500,
    retry: 'never',
    sentence:
      'This user may not listen on port {port}; ports below 1024 are often for root alone. Choose another with {portSetting}.',
  },
  'listen.no-such-host': {
    status: 500,
    retry: 'never',
    sentence:
      '{host} is no address of this machine. Choose one that is with {hostSetting}: 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses.',
  },
});
