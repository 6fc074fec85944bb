import { errorCatalogue } from '../../kit/index.ts';

export const catalogErrors = errorCatalogue({
  'catalog.no-such-title': { status: 404, retry: 'never', sentence: 'There is no title {id} to watch.' },
  'catalog.no-such-series': { status: 404, retry: 'never', sentence: 'There is no series {id} to watch.' },
  'catalog.no-such-version': {
    status: 404,
    retry: 'never',
    sentence: 'The title {id} has no version {version} any more. Ask for it without a version.',
  },
});
