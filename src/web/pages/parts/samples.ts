import type { TitleCard } from '../../../contracts/catalog/index.ts';
import type { Picture } from '../../../contracts/title/index.ts';

const plain = { durationSeconds: 5_400, addedAt: '2026-03-28T20:00:00Z', height: 1080 };

/** Films that are not there, to show how cards hold. */
export const cards: readonly TitleCard[] = [
  { ...plain, id: '0190a000-0000-7000-8000-000000000001', name: 'The Paper Boat', year: 1926 },
  { ...plain, id: '0190a000-0000-7000-8000-000000000002', name: 'Stopped in the middle', year: 1931 },
  {
    ...plain,
    id: '0190a000-0000-7000-8000-000000000003',
    name: 'A title that goes on for longer than its card has room for, and then a little',
  },
  {
    ...plain,
    id: '0190a000-0000-7000-8000-000000000004',
    name: 'An episode',
    series: { name: 'The Ushers', season: 1, episode: 4 },
  },
  { ...plain, id: '0190a000-0000-7000-8000-000000000005', name: 'دار العرض القديمة', durationSeconds: 0 },
];

/** A picture that never comes: what is seen until it does. */
export const picture: Picture = {
  width: 1600,
  height: 900,
  thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
  tint: '#3a2a22',
  sizes: [{ width: 1600, height: 900, type: 'image/svg+xml', address: 'data:,' }],
};
