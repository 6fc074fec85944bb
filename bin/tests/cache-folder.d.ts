export function cacheFolder(...path: readonly string[]): string;
