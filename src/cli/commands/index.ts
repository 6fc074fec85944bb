import type { Command } from '../command.ts';
import { add } from './add.ts';
import { deadLetters } from './dead-letters.ts';
import { doctor } from './doctor.ts';
import { edit } from './edit.ts';
import { hooks } from './hooks.ts';
import { migrate } from './migrate.ts';
import { plan } from './plan.ts';
import { play } from './play.ts';
import { removed } from './removed.ts';
import { replace } from './replace.ts';
import { rm } from './rm.ts';
import { search } from './search.ts';
import { serve, start } from './serve.ts';
import { status } from './status.ts';
import { cancel, pause, reencode, restore, resume, retry } from './title-action.ts';
import { titles } from './titles.ts';
import { token } from './token.ts';
import { watch } from './watch.ts';

/** Every word of the command line. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  serve,
  add,
  watch,
  titles,
  search,
  edit,
  play,
  status,
  plan,
  pause,
  resume,
  cancel,
  retry,
  reencode,
  replace,
  rm,
  removed,
  restore,
  'dead-letters': deadLetters,
  hooks,
  token,
  doctor,
  migrate,
};
