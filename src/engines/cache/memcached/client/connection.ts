import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectSecurely } from 'node:tls';
import { type Clock, onAbort } from '../../../../kit/index.ts';
import type { Address } from '../../../connection/index.ts';
import { type Fifo, fifo } from './fifo.ts';
import { noop, type Reply, readReplies, serverError, valueFollows } from './replies.ts';

/** What became of a request: the server's reply, or nothing that can be relied on. */
export type Settle = (reply: Reply | undefined) => void;

/**
 * One connection, on which requests are answered in their order. What is asked within a turn is written at once. A
 * connection that has said one wrong thing, or nothing for too long, is cut off: no reply of it is ever taken for that
 * of another request.
 */
export interface Connection {
  /** False while it owes answers that are due: who can ask elsewhere does. */
  readonly prompt: boolean;
  /** Reads that are asked for within a turn and are the same are sent once. Settles with `VA`, `EN`, or undefined. */
  read(key: string, settle: Settle): void;
  /** Only what is found is told, with its place among the keys as `opaque`; then `MN`, or undefined. */
  readMany(keys: readonly string[], settle: Settle): void;
  /** Any other request that is answered by one line. */
  ask(request: string, settle: Settle): void;
  write(request: string, value: Uint8Array, settle: Settle): void;
  /** Cuts it off at once; who waits is told undefined. */
  destroy(reason: string): void;
}

export interface ConnectionLimits {
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** Requests that wait for their answers; more fail at once. */
  readonly maxWaiting: number;
}

interface Waiting {
  /** Undefined once it has waited for too long: its answer is still to come, and is for nobody. */
  settle: Settle | undefined;
  /** Who asked for the same. */
  others: Settle[] | undefined;
  readonly askedAt: number;
  readonly timeoutMs: number;
  readonly many: boolean;
  readonly turn: number;
}

const mostRemembered = 1_000;
/** At most so many are read at a time. */
const readBytes = 65_536;
/** How often is looked for what has waited too long. */
const lookEveryMs = 20;
/** Bytes that the network has not taken yet; more, and the server does not read. */
const maxUnsentBytes = 64 * 1024 * 1024;
/** A value so small is cheaper to copy beside its request than to hand over by itself. */
const joinedBelow = 4096;

/** Resolves once the server has answered a first request; rejects with the socket's error, or a `TypeError`. */
export function openConnection(
  address: Address,
  {
    tls,
    limits,
    clock,
    signal,
    onLost,
  }: {
    readonly tls: ConnectionOptions | undefined;
    readonly limits: ConnectionLimits;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    /** Told once, of a connection that had been opened. */
    readonly onLost: (reason: string) => void;
  },
): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const plain = { ...address, onread: { buffer: Buffer.allocUnsafeSlow(readBytes), callback: hear } };
    const secure = { servername: serverName(address), ...plain, ...tls };
    const socket: Socket = tls === undefined ? connectPlain(plain) : connectSecurely(secure);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);

    const waiting: Fifo<Waiting> = fifo();
    let text = '';
    let parts: (string | Buffer)[] = [];
    let planned = false;
    let looking = false;
    let opened = false;
    let lost = false;
    let prompt = true;
    /** When this turn's requests are asked, and when something was heard. */
    let turnAt = 0;
    let heardAt = clock.monotonic();
    /** What was read last, and in which turn: not emptied with each, since to fill it anew costs more than the reads. */
    const sameReads = new Map<string, Waiting>();
    let turn = 0;

    const replies = readReplies(take);
    void clock.sleep(limits.connectTimeoutMs).then(() => opened || lose('it did not answer in time'));
    const deafen = onAbort(signal, () => lose('it was closed'));
    socket.on('error', (error) => lose(error.message));
    socket.on('close', () => lose('the server hung up'));
    socket.on('end', () => lose('the server hung up'));

    const connection: Connection = {
      get prompt() {
        return prompt && !lost;
      },
      read(key, settle) {
        const same = sameReads.get(key);
        if (same?.turn === turn) {
          same.others ??= [];
          same.others.push(settle);
          return;
        }
        const entry = enter(settle, limits.readTimeoutMs, false);
        if (entry === undefined) return;
        if (sameReads.size >= mostRemembered) sameReads.clear();
        sameReads.set(key, entry);
        text += `mg ${key} v f\r\n`;
      },
      readMany(keys, settle) {
        if (enter(settle, limits.readTimeoutMs, true) === undefined) return;
        for (let index = 0; index < keys.length; index += 1) text += `mg ${keys[index]} v f q O${index}\r\n`;
        text += 'mn\r\n';
      },
      ask(request, settle) {
        if (enter(settle, limits.writeTimeoutMs, false) === undefined) return;
        turn += 1;
        text += request;
      },
      write(request, value, settle) {
        if (enter(settle, limits.writeTimeoutMs, false) === undefined) return;
        turn += 1;
        add(request, value);
      },
      destroy: lose,
    };
    connection.ask('mn\r\n', (reply) => {
      if (reply?.code === noop) {
        opened = true;
        resolve(connection);
      } else lose(reply?.line ?? 'it did not answer');
    });

    function enter(settle: Settle, timeoutMs: number, many: boolean): Waiting | undefined {
      if (lost || waiting.size >= limits.maxWaiting || socket.writableLength > maxUnsentBytes) {
        settle(undefined);
        return undefined;
      }
      if (!planned) {
        planned = true;
        turnAt = clock.monotonic();
        queueMicrotask(flush);
      }
      const entry: Waiting = { settle, others: undefined, askedAt: turnAt, timeoutMs, many, turn };
      waiting.push(entry);
      return entry;
    }

    /** Copies the value: what its owner does to it afterwards is not sent. */
    function add(request: string, value: Uint8Array): void {
      const copy = Buffer.allocUnsafe(request.length + value.length + 2);
      copy.write(request, 0, 'latin1');
      copy.set(value, request.length);
      copy.write('\r\n', request.length + value.length, 'latin1');
      if (value.length < joinedBelow) {
        text += copy.toString('latin1');
        return;
      }
      if (text !== '') parts.push(text);
      text = '';
      parts.push(copy);
    }

    function flush(): void {
      planned = false;
      turn += 1;
      if (lost) return;
      if (parts.length === 0) socket.write(text, 'latin1');
      else {
        socket.cork();
        for (const part of parts) typeof part === 'string' ? socket.write(part, 'latin1') : socket.write(part);
        if (text !== '') socket.write(text, 'latin1');
        socket.uncork();
        parts = [];
      }
      text = '';
      if (!looking) void look();
    }

    /** The bytes are overwritten by what arrives next. */
    function hear(length: number, buffer: Uint8Array): boolean {
      if (lost) return false;
      prompt = true;
      heardAt = clock.monotonic();
      try {
        replies.feed(Buffer.from(buffer.buffer, buffer.byteOffset, length));
      } catch (error) {
        lose(`the server said what it should not: ${String(error)}`);
      }
      return true;
    }

    function take(reply: Reply): void {
      if (lost) return;
      const entry = waiting.first;
      if (entry === undefined) {
        lose('it answered what nobody asked');
        return;
      }
      const { settle, others } = entry;
      // After these words a server goes on in good order; after any other, nobody knows what the next line belongs to.
      if (reply.line !== undefined && reply.code !== serverError) {
        lose(`it said ${reply.line}`);
        return;
      }
      if (entry.many && reply.code !== noop) {
        if (reply.code === valueFollows) settle?.(reply);
        else if (reply.code !== serverError) lose('it answered many reads as it should not');
        return;
      }
      waiting.shift();
      if (others === undefined) {
        settle?.(reply);
        return;
      }
      // Each has bytes of its own.
      const { value } = reply;
      settle?.(reply);
      for (const other of others) {
        reply.value = value?.slice();
        other(reply);
      }
    }

    async function look(): Promise<void> {
      looking = true;
      while (!lost && waiting.size > 0) {
        await clock.sleep(lookEveryMs);
        lookOnce(clock.monotonic());
      }
      looking = false;
    }

    function lookOnce(now: number): void {
      const longest = Math.max(limits.readTimeoutMs, limits.writeTimeoutMs);
      if (now - Math.max(heardAt, waiting.first?.askedAt ?? now) >= longest) lose('it said nothing for too long');
      for (let index = 0; index < waiting.size; index += 1) {
        const entry = waiting.at(index);
        if (entry === undefined || lost) return;
        const waitedMs = now - entry.askedAt;
        if (waitedMs < limits.readTimeoutMs) return;
        if (waitedMs < entry.timeoutMs || entry.settle === undefined) continue;
        // Nothing was heard since: it need not be waited for by others.
        if (heardAt < entry.askedAt) prompt = false;
        const { settle, others } = entry;
        entry.settle = undefined;
        entry.others = undefined;
        settle(undefined);
        for (const other of others ?? []) other(undefined);
      }
    }

    function lose(reason: string): void {
      if (lost) return;
      lost = true;
      deafen();
      // Reset, so that what was sent and not yet read by the server is not kept for later.
      if (tls !== undefined || socket.connecting) socket.destroy();
      else socket.resetAndDestroy();
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
        entry.settle?.(undefined);
        for (const other of entry.others ?? []) other(undefined);
      }
      if (opened) onLost(reason);
      else reject(new TypeError(reason));
    }
  });
}

/** A name is checked against the certificate, and says which is meant; an address is not sent as one. */
function serverName({ host }: Address): string {
  return isIP(host) === 0 ? host : '';
}
