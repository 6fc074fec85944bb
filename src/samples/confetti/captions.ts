import type { CaptionTrack } from '../film.ts';

export const captions: readonly CaptionTrack[] = [
  {
    language: 'eng',
    name: 'English',
    captions: [
      { from: 0.2, to: 1.5, text: 'Three. Two. One.' },
      { from: 5.1, to: 7.7, text: 'Everybody let go of everything.' },
      { from: 8.2, to: 9.5, text: 'The wind took it' },
      { from: 9.7, to: 11.1, text: 'and the rain ran after.' },
      { from: 11.5, to: 14.2, text: 'Ten thousand scraps made up\ntheir mind to be birds.' },
      { from: 16.3, to: 19, text: 'The sky had an answer to that.' },
      { from: 21.2, to: 23.6, text: 'Several, in fact.' },
      { from: 24.2, to: 26.7, text: 'In the morning one was left,\nfolded, and afloat.' },
    ],
  },
];
