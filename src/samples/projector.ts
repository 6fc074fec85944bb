import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { bytesOf } from './drawing/finish.ts';
import { type Film, pictureCount } from './film.ts';
import type { Hand } from './hand.ts';

/** Pictures under way for each hand: one being drawn, one being written. */
const sheetsPerHand = 2;

export interface Projector {
  /** Where ffmpeg reads the pictures: a port of this machine alone that takes one caller. */
  readonly address: string;
  /** Resolves when the last picture is handed over. Rejects when drawing fails or the caller leaves early. */
  readonly shown: Promise<void>;
  close(): void;
}

/** Draws a film with several hands and hands its pictures over in order, as fast as they are taken. */
export async function openProjector(film: Film, hands: readonly Hand[]): Promise<Projector> {
  let socket: Socket | undefined;
  const called = Promise.withResolvers<Socket>();
  const server = createServer((caller) => {
    server.close();
    socket = caller;
    caller.on('error', () => undefined);
    called.resolve(caller);
  });
  const listening = Promise.withResolvers<void>();
  server.once('error', listening.reject);
  server.listen({ host: '127.0.0.1', port: 0 }, () => listening.resolve());
  await listening.promise;
  const place = server.address();
  if (place === null || typeof place === 'string') throw new TypeError('A server on a port has an address');
  const shown = called.promise.then((caller) => show(film, { hands, caller }));
  shown.catch(() => undefined);
  return {
    address: `tcp://127.0.0.1:${place.port}`,
    shown,
    close() {
      server.close();
      socket?.destroy();
      called.reject(new Error('The projector was closed'));
    },
  };
}

async function show(film: Film, { hands, caller }: { hands: readonly Hand[]; caller: Socket }): Promise<void> {
  const total = pictureCount(film);
  const size = bytesOf(film);
  const spare = Array.from({ length: hands.length * sheetsPerHand }, () => new Uint8Array(size));
  const drawn = new Map<number, Promise<Uint8Array<ArrayBuffer>>>();
  const free = hands.map((hand) => ({ hand, ready: Promise.resolve() as Promise<unknown> }));
  let next = 0;
  const drawAhead = (): void => {
    for (let sheet = spare.pop(); sheet !== undefined && next < total; sheet = spare.pop()) {
      const number = next++;
      const bytes = sheet;
      const artist = free[number % free.length];
      if (artist === undefined) return;
      const done = artist.ready.then(() => artist.hand.ask({ kind: 'picture', number, bytes }));
      done.catch(() => undefined);
      artist.ready = done;
      drawn.set(number, done);
    }
  };
  for (let number = 0; number < total; number++) {
    drawAhead();
    const bytes = await drawn.get(number);
    drawn.delete(number);
    if (bytes === undefined) throw new RangeError('Pictures are drawn before they are shown');
    await write(caller, bytes);
    spare.push(bytes);
  }
  caller.end();
}

function write(caller: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const left = (): void => reject(new Error('ffmpeg stopped reading'));
    caller.once('close', left);
    caller.write(bytes, (error) => {
      caller.off('close', left);
      if (error) reject(error);
      else resolve();
    });
    if (caller.destroyed) left();
  });
}
