import { errorCatalogue } from '../../kit/index.ts';

export const cacheErrors = errorCatalogue({
  'cache.refused': { status: 500, retry: 'never', sentence: 'The cache cannot do that: {why}' },
});
