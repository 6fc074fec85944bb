import { home } from './home.ts';
import { house } from './house.ts';
import { studio } from './studio.ts';
import { watch } from './watch.ts';

export const en = { ...house, home, watch, studio };
