/**
 * A line of the log as a person reads it: what happened, to which film, and why. For the terminal of whoever typed
 * `npm start`; programs that keep logs get JSON. Undefined for what another line tells.
 */
export function spokenLine(line: string): string | undefined {
  const entry = fieldsOf(line);
  if (entry === undefined) return line;
  // It is tried again; where that is of no use, its film fails, and that is told.
  if (entry.message === 'a job failed') return undefined;
  const { message, name, why, sentence, error, path, folder } = entry;
  const cause = fieldsOf(JSON.stringify(error ?? null));
  const reasons = [why, sentence, cause?.sentence, cause?.message].filter(isText);
  const what = [name, path, folder].find(isText);
  const head = String(message ?? '').replace(/[.\s]+$/, '');
  const start = `${head.charAt(0).toUpperCase()}${head.slice(1)}`;
  return `${start}${what === undefined ? '' : `: ${what}`}.${reasons[0] === undefined ? '' : ` ${reasons[0]}`}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
