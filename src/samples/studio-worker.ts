import { parentPort, workerData } from 'node:worker_threads';
import { makeArtist } from './drawing/artist.ts';
import { filmOf } from './films.ts';
import { wav } from './sound/wav.ts';

/** What a drawing thread is asked for: one of the sounds, or one picture into the buffer that comes with the question. */
export type Task =
  | { readonly kind: 'sound'; readonly number: number }
  | { readonly kind: 'picture'; readonly number: number; readonly bytes: Uint8Array<ArrayBuffer> };

/** The bytes asked for; a buffer's ownership goes with it. */
export type Done = Uint8Array<ArrayBuffer>;

const film = filmOf((workerData as { film: string }).film);
const draw = makeArtist(film);

parentPort?.on('message', (task: Task) => {
  const bytes = task.kind === 'sound' ? soundOf(task.number) : task.bytes;
  if (task.kind === 'picture') draw(task.number, bytes);
  parentPort?.postMessage(bytes satisfies Done, [bytes.buffer]);
});

function soundOf(number: number): Uint8Array<ArrayBuffer> {
  const track = film.sounds[number];
  if (track === undefined) throw new RangeError(`The film has no sound of the number ${number}`);
  return wav(track.mix());
}
