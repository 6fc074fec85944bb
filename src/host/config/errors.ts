import { errorCatalogue } from '../../kit/index.ts';

export const configErrors = errorCatalogue({
  'config.invalid': { status: 500, retry: 'never', sentence: 'The settings are not as they should be. {why}' },
});
