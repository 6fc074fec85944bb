import { spawn } from 'node:child_process';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether a person reads what is printed. */
  readonly isTerminal: boolean;
}

/** True where somebody sits at this machine who would see a browser open. */
export function hasDesktop({ platform, env, isTerminal }: Surroundings): boolean {
  const isFarAway = [env.SSH_CONNECTION, env.SSH_CLIENT, env.SSH_TTY].some((value) => value !== undefined);
  if (!isTerminal || isFarAway || (env.CI ?? '') !== '') return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return (env.DISPLAY ?? '') !== '' || (env.WAYLAND_DISPLAY ?? '') !== '';
}

/** Opens an address in the browser of whoever sits here. Where that does not work, the address has been printed. */
export function openInBrowser(address: string, platform: NodeJS.Platform): void {
  const [command, ...words] =
    platform === 'darwin'
      ? ['open', address]
      : platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : ['xdg-open', address];
  const child = spawn(command ?? '', words, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
