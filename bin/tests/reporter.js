// A reporter of Node's test runner that writes one line: how many tests a file told, passed, failed and skipped.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* counts(events) {
  for await (const { type, data } of events) if (type === 'test:summary') yield `${JSON.stringify(data.counts)}\n`;
}
