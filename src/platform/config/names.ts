// How what stands in the environment is called in a file, and the other way round.

/** `BIJOU_MEDIA_PORT` → `mediaPort`. */
export function fileName(variable: string): string {
  return camel(variable.replace(/^BIJOU_/, ''));
}

/** `sql`, `connectTimeoutMs` → `BIJOU_SQL_CONNECT_TIMEOUT_MS`. */
export function engineVariable(port: string, option: string): string {
  return `BIJOU_${port.toUpperCase()}_${option.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

function camel(words: string): string {
  return words.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
