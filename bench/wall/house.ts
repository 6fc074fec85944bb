// A house whose studio is played: the answers of the contract over HTTP, at the size and speed that a bench asks for.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type StudioTitle, studioContract, studioEvents, type WallNews } from '../../src/contracts/index.ts';
import { seededRandom } from '../../src/kit/index.ts';
import { webApp } from '../../src/services/gateway/app.ts';

export const filmId = '0190a000-0000-7000-8000-000000000001';
const rungs = [
  [1080, 1920],
  [720, 1280],
  [540, 960],
  [480, 854],
  [360, 640],
  [240, 426],
] as const;
const names = rungs.map(([height]) => `${height}p`);

export interface HouseOptions {
  readonly chunks: number;
  /** How many titles the library has besides. */
  readonly titles?: number;
  readonly over?: Partial<StudioTitle>;
  /** Of the first film's pieces, so many are done at the start. */
  readonly done?: number;
  readonly failed?: number;
}

export interface House {
  readonly url: string;
  readonly squares: number;
  /** Tells of `count` squares that went on: waiting to leased, leased to done. When all are done they begin again. */
  step(count: number): void;
  close(): Promise<void>;
}

export async function openHouse({ chunks, titles = 0, over = {}, done = 0, failed = 0 }: HouseOptions): Promise<House> {
  const random = seededRandom(7);
  const app = webApp({
    folder: join(import.meta.dirname, '../../dist/web'),
    bytes: 50_000_000,
    connectOrigins: () => [],
    front: async () => undefined,
  });
  const states = names.map(() => new Array<string>(chunks).fill('w'));
  const order = Array.from({ length: chunks * names.length }, (_, place) => place);
  const followers = new Set<ServerResponse>();
  let at = 0;
  let eventId = 0;
  for (let place = 0; place < Math.floor(order.length * done); place += 1) put(place, 'd');
  at = Math.floor(order.length * done);
  for (let one = 0; one < failed; one += 1) put(Math.floor(random.float() * at), 'f');
  for (let one = 0; one < 5 && at < order.length; one += 1) put(at + one, 'l');

  function put(place: number, letter: string): readonly [string, number, string] {
    const rung = place % names.length;
    const chunk = Math.floor(place / names.length);
    const row = states[rung];
    if (row !== undefined) row[chunk] = letter;
    return [names[rung] ?? '', chunk, letter];
  }

  const share = () => states.flat().filter((letter) => letter === 'd').length / order.length;
  const film = (): StudioTitle => ({
    id: filmId,
    name: 'The Paper Boat',
    state: 'encoding',
    watchable: true,
    version: '1',
    durationSeconds: chunks * 4.2,
    findings: [
      {
        code: 'audio.clipped',
        severity: 'warned',
        sentence: 'The sound is as loud as it can be for 4 s.',
        at: 84,
        until: 88,
      },
      { code: 'video.black', severity: 'warned', sentence: 'The picture is black for 12 s.', at: 301, until: 313 },
      {
        code: 'container.no-duration',
        severity: 'repaired',
        sentence: 'The file did not say how long it is. It was counted.',
      },
    ],
    rungs: rungs.map(([height, width], rung) => ({
      name: `${height}p`,
      width,
      height,
      chunks,
      done: states[rung]?.filter((letter) => letter === 'd').length ?? 0,
    })),
    jobs: { waiting: 10, leased: 5, done: 100, failed },
    addedAt: '2026-11-21T16:02:00.000Z',
    metadata: {
      name: 'The Paper Boat',
      year: 2026,
      summary:
        'A boat folded from a letter leaves the kitchen by the gutter, crosses a town at night, and finds the sea.',
      genres: ['Short', 'Animation'],
      people: [],
    },
    progress: { share: share(), remainingSeconds: Math.round((1 - share()) * chunks * 3.1) },
    ...over,
  });
  const others = Array.from({ length: titles }, (_, number) => otherTitle(number, random.float()));

  function wallAnswer() {
    const part = (name: string, kind: string, letter: string) => ({ name, part: kind, states: letter });
    return {
      chunks: Array.from({ length: chunks + 1 }, (_, chunk) => chunk * 4.2),
      rows: [
        part('inspect', 'inspect', 'd'),
        ...names.map((name, rung) => ({
          name,
          part: rung === 4 ? 'first-look' : 'ladder',
          states: states[rung]?.join('') ?? '',
        })),
        part('a1-en', 'audio', 'd'),
        part('a2-de', 'audio', 'l'),
        part('s1-en', 'text', 'd'),
        part('thumbs', 'thumbs', 'w'),
        part('verify', 'verify', 'w'),
      ],
      progress: film().progress,
    };
  }

  function tell(event: string, data: unknown): void {
    eventId += 1;
    const text = `id: ${eventId}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
    for (const follower of followers) follower.write(text);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://house');
    const path = url.pathname;
    const json = (value: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (path === studioContract.routes.events.path) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders();
      followers.add(response);
      response.on('close', () => followers.delete(response));
      return;
    }
    const calls = studioContract.calls;
    if (path === '/api/studio/titles') {
      const all = [film(), ...others];
      const from = Number(url.searchParams.get('after') ?? 0);
      const limit = Number(url.searchParams.get('limit') ?? 200);
      const next = from + limit < all.length ? { next: String(from + limit) } : {};
      return json(calls.titles.output.parse({ titles: all.slice(from, from + limit), ...next }));
    }
    if (path === `/api/studio/titles/${filmId}/wall`) return json(calls.wall.output.parse(wallAnswer()));
    if (path.startsWith(`/api/studio/titles/${filmId}/wall/`)) return json(calls.piece.output.parse(pieceAnswer(path)));
    if (path === `/api/studio/titles/${filmId}/versions`) return json(calls.versions.output.parse(versionsAnswer()));
    if (path === `/api/studio/titles/${filmId}`) return json(calls.title.output.parse(film()));
    if (path === '/api/studio/work') return json(workAnswer());
    if (path === '/api/gateway/status') return json(statusAnswer());
    if (path.startsWith('/api/')) {
      return json(
        { error: { code: 'studio.not-yet', status: 501, retry: 'never', sentence: 'Not here.', details: {} } },
        501,
      );
    }
    const answer = await app(new Request(`http://house${request.url}`, { headers: { accept: '*/*' } }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('A TCP socket has a port.');

  function pieceAnswer(path: string) {
    const [row = '', chunk = '0'] = path.split('/').slice(-2).map(decodeURIComponent);
    const rung = names.indexOf(row);
    const state = states[rung]?.[Number(chunk)] ?? 'd';
    return {
      job: '0190a000-0000-7000-8000-00000000abcd',
      part: rung === 4 ? 'first-look' : 'ladder',
      sequence: Number(chunk),
      makes: [row],
      state,
      from: Number(chunk) * 4.2,
      until: (Number(chunk) + 1) * 4.2,
      encoder: 'projector-2:4711',
      progress: state === 'd' ? 1 : 0.4,
      failures: state === 'f' ? 3 : 0,
      cpuSeconds: 41,
      ...(state === 'f'
        ? {
            failure: {
              code: 'encoder.failed',
              sentence: 'The encoder ended without a picture. The piece is tried again on another.',
              log: '[h264 @ 0x5581] error while decoding MB 62 31, bytestream -9\n[vf#0:0] Error while filtering: Invalid data found\nConversion failed!',
            },
          }
        : {}),
    };
  }

  return {
    url: `http://127.0.0.1:${address.port}`,
    squares: order.length,
    step(count) {
      const changes: (readonly [string, number, string])[] = [];
      for (let one = 0; one < count; one += 1) {
        if (at >= order.length) {
          at = 0;
          for (const row of states) row.fill('w');
          tell('wall', { title: filmId, stale: true } satisfies WallNews);
          return;
        }
        changes.push(put(at, 'd'));
        if (at + 5 < order.length) changes.push(put(at + 5, 'l'));
        at += 1;
      }
      const progress = { share: at / order.length, remainingSeconds: Math.round((order.length - at) / 4) };
      tell('wall', studioEvents.wall.parse({ title: filmId, changes, progress }));
    },
    async close() {
      for (const follower of followers) follower.end();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function versionsAnswer() {
  const measured = [
    [4_800_000, 0.9862, 0.9741],
    [2_300_000, 0.9791, 0.9623],
    [1_350_000, 0.9702, 0.9488],
    [980_000, 0.9633, 0.9391],
    [560_000, 0.9461, 0.9122],
    [270_000, 0.9144, 0.8655],
  ] as const;
  const version = (name: string, by: number) => ({
    version: name,
    current: by === 1,
    complete: by === 1,
    publishedAt: '2026-11-21T16:21:00.000Z',
    ...(by === 1 ? {} : { retiresAt: '2026-11-22T02:00:00.000Z' }),
    settings: { preset: 'medium', crf: by === 1 ? 23 : 25, shortSides: [1080, 720, 540, 480, 360, 240] },
    bytes: 812_000_000,
    rungs: rungs.map(([height, width], rung) => {
      const [rate = 1, ssim = 1, lowest = 1] = measured[rung] ?? [];
      const quality = { ssim: 1 - (1 - ssim) * by ** 2, lowest: 1 - (1 - lowest) * by ** 2, pictures: 480 };
      return {
        name: `${height}p`,
        width,
        height,
        averageBandwidth: Math.round(rate / by),
        peakBandwidth: rate * 2,
        quality,
      };
    }),
    audio: [
      { name: 'a1-en', language: 'en', label: 'Stereo', channels: 2 },
      { name: 'a2-de', language: 'de', label: '', channels: 6 },
    ],
    text: [
      { name: 's1-en', language: 'en', label: '', added: false },
      { name: 's2-fr', language: 'fr', label: 'For those who do not hear', added: true },
    ],
  });
  return { versions: [version('2', 1), version('1', 1.15)] };
}

function workAnswer() {
  return studioContract.calls.work.output.parse({
    jobs: { waiting: 1204, leased: 5, done: 38_122, failed: 0 },
    uploads: 2,
    disk: { freeBytes: 812e9, totalBytes: 2e12 },
    encoders: [
      { name: 'projector-1:4710', leased: 3, seenAt: new Date().toISOString() },
      { name: 'projector-2:4711', leased: 2, seenAt: new Date().toISOString() },
    ],
    troubles: [
      {
        at: '2026-11-21T16:40:00.000Z',
        code: 'encoder.failed',
        sentence: 'The encoder ended without a picture. The piece is tried again on another.',
        title: filmId,
        name: 'The Paper Boat',
      },
    ],
  });
}

function statusAnswer() {
  const startedAt = new Date(Date.now() - 7_300_000).toISOString();
  return {
    version: '0.1.0',
    address: 'http://127.0.0.1:8080',
    processes: [
      { targets: ['gateway'], pid: 4101, startedAt, address: 'http://127.0.0.1:8080', ready: true },
      { targets: ['studio', 'catalog'], pid: 4102, startedAt, address: 'http://127.0.0.1:41021', ready: true },
      { targets: ['playback'], pid: 4103, startedAt, address: 'http://127.0.0.1:41022', ready: true },
      { targets: ['appliance'], pid: 4104, startedAt, address: 'http://127.0.0.1:41023', ready: true },
      { targets: ['encoder'], pid: 4105, startedAt, ready: true },
    ],
  };
}

function otherTitle(number: number, chance: number): StudioTitle {
  const all = [
    'Metropolis',
    'The General',
    'Nosferatu',
    'Sunrise',
    'Safety Last',
    'The Lodger',
    'City Lights',
    'Pandora’s Box',
  ];
  const state =
    (['ready', 'ready', 'ready', 'ready', 'encoding', 'failed', 'inspecting'] as const)[Math.floor(chance * 7)] ??
    'ready';
  const hex = (number + 2).toString(16).padStart(12, '0');
  return {
    id: `0190a000-0000-7000-8000-${hex}`,
    name: number < all.length ? (all[number] ?? '') : `${all[number % all.length]} ${Math.ceil(number / all.length)}`,
    state,
    watchable: state === 'ready' || state === 'encoding',
    durationSeconds: 3000 + Math.round(chance * 6000),
    findings: [],
    rungs:
      state === 'inspecting'
        ? []
        : rungs.map(([height, width]) => ({
            name: `${height}p`,
            width,
            height,
            chunks: 900,
            done: Math.round(900 * chance),
          })),
    jobs: { waiting: 0, leased: 0, done: 0, failed: 0 },
    addedAt: new Date(Date.parse('2026-11-20T12:00:00Z') - number * 3_600_000).toISOString(),
    ...(state === 'failed'
      ? { why: 'The source ends before its last picture. Add the whole file and try again.' }
      : {}),
    ...(state === 'encoding' ? { progress: { share: chance, remainingSeconds: 1800 * (1 - chance) } } : {}),
    metadata: { name: 'x', year: 1920 + (number % 12), genres: [], people: [] },
  };
}
