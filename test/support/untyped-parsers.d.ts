declare module 'm3u8-parser' {
  export class Parser {
    push(text: string): void;
    end(): void;
    // biome-ignore lint/suspicious/noExplicitAny: the package carries no types
    readonly manifest: any;
  }
}
declare module 'mpd-parser' {
  // biome-ignore lint/suspicious/noExplicitAny: the package carries no types
  export function parse(text: string, options: { manifestUri: string }): any;
}
