import type { operations as English } from '../en/operations.ts';

export const operations: typeof English = {
  title: 'Betrieb',
};
