import type { Words } from '../words.ts';
import { errors } from './errors.ts';
import { home } from './home.ts';
import { house } from './house.ts';
import { library } from './library.ts';
import { operations } from './operations.ts';
import { search } from './search.ts';
import { studio } from './studio.ts';
import { title } from './title.ts';
import { watch } from './watch.ts';

export const de: Words = { ...house, errors, home, title, library, search, watch, studio, operations };
