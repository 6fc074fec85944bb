/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

export interface EventReader {
  /** Takes the next piece of the stream; calls for each event that is whole. */
  push(text: string): void;
  /** Of the last event that was whole. */
  readonly lastId: string;
  /** What the server asks us to wait before we come back, milliseconds. */
  readonly retryMs: number | undefined;
}

/** Reads `text/event-stream` as the HTML standard parses it; pieces may be cut anywhere. */
export function eventReader(onEvent: (event: ServerEvent) => void, lastId = ''): EventReader {
  let rest = '';
  let name = '';
  let data: string[] = [];
  let id = lastId;
  let settledId = lastId;
  let retryMs: number | undefined;
  let begun = false;

  function takeLine(line: string): void {
    if (line === '') {
      settledId = id;
      if (data.length > 0) onEvent({ event: name === '' ? 'message' : name, data: data.join('\n') });
      name = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
  }

  return {
    push(text) {
      rest += begun ? text : text.replace(/^\uFEFF/, '');
      if (text !== '') begun = true;
      for (;;) {
        const end = /\r\n|\n|\r/.exec(rest);
        // A lone CR at the end may be half of a CRLF.
        if (end === null || (end[0] === '\r' && end.index === rest.length - 1)) return;
        takeLine(rest.slice(0, end.index));
        rest = rest.slice(end.index + end[0].length);
      }
    },
    get lastId() {
      return settledId;
    },
    get retryMs() {
      return retryMs;
    },
  };
}
