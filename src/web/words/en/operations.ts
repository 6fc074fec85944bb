/** What runs, and how it fares. */
export const operations = {
  title: 'Operations',
};
