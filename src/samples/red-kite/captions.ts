import type { CaptionTrack } from '../film.ts';

type Said = readonly [from: number, to: number, english: string, german: string];

/** A week, day by day. */
const said: readonly Said[] = [
  [0.6, 4.4, 'On Monday the wind is right.', 'Am Montag ist der Wind gerade recht.'],
  [5.4, 9.2, 'Then it is a little too right.', 'Dann ist er ein wenig zu recht.'],
  [
    10,
    14,
    'Tuesday, the harbour. Everybody is busy.\nOnly the cat looks up.',
    'Dienstag, der Hafen. Alle sind beschäftigt.\nNur die Katze schaut auf.',
  ],
  [14.8, 18.8, 'Wednesday, over other people’s fields.', 'Mittwoch, über anderer Leute Felder.'],
  [
    19.6,
    23.6,
    'Thursday, the geese\ntake it for one of theirs.',
    'Donnerstag halten die Gänse ihn\nfür einen der Ihren.',
  ],
  [
    24.4,
    28.4,
    'Friday, on an island,\nsomebody has her hand out.',
    'Freitag, auf einer Insel,\nhält jemand die Hand auf.',
  ],
  [29.2, 32.6, 'And on Sunday there are two.', 'Und am Sonntag sind es zwei.'],
];

export const captions: readonly CaptionTrack[] = [
  { language: 'eng', name: 'English', captions: said.map(([from, to, text]) => ({ from, to, text })) },
  { language: 'deu', name: 'Deutsch', captions: said.map(([from, to, , text]) => ({ from, to, text })) },
];
