import type { Caption } from '../film.ts';

export const captions: readonly Caption[] = [
  { from: 0.4, to: 3.1, text: 'Sit down. The lights are going out.' },
  { from: 6.9, to: 9.8, text: 'One wet night, somebody folds a boat\nand lets it go.' },
  { from: 10.2, to: 13.1, text: 'From the train it is a spark on the river.' },
  { from: 13.5, to: 16.5, text: 'In the wood, the fireflies\ntake it for one of their own.' },
  { from: 16.9, to: 19.8, text: 'Far out, a lighthouse keeps it company.' },
  { from: 20.2, to: 23.1, text: 'Where the land ends,\nthe sky comes down to look.' },
  { from: 23.6, to: 26.2, text: 'And then it comes to you.' },
  { from: 26.5, to: 28.2, text: 'Good night.' },
];
