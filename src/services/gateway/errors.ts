import { errorCatalogue } from '../../kit/index.ts';

export const gatewayErrors = errorCatalogue({
  'gateway.no-app': {
    status: 503,
    retry: 'later',
    sentence: 'The web app has not been built yet. Run "npm run build", then load this page again.',
  },
});
