// Brings programs that no npm package carries, by the package manager of the system, and says what it does.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How each program is called and installed. */
export const programs = {
  ffmpeg: {
    purpose: 'inspects and encodes films',
    commands: ['ffmpeg', 'ffprobe'],
    packages: {
      'apt-get': 'ffmpeg',
      dnf: 'ffmpeg-free',
      apk: 'ffmpeg',
      pacman: 'ffmpeg',
      zypper: 'ffmpeg',
      brew: 'ffmpeg',
    },
    given: () => process.env.BIJOU_FFMPEG !== undefined,
  },
  chromium: {
    purpose: 'plays films in the tests',
    commands: ['chromium'],
    alternatives: ['chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: { 'apt-get': 'chromium', dnf: 'chromium', apk: 'chromium', pacman: 'chromium', zypper: 'chromium' },
    given: () => process.env.BIJOU_CHROMIUM !== undefined,
  },
  nginx: {
    purpose: 'stands in front of Bijou in the suites',
    commands: ['nginx'],
    packages: { 'apt-get': 'nginx-light', dnf: 'nginx', apk: 'nginx', pacman: 'nginx', zypper: 'nginx', brew: 'nginx' },
    given: () => process.env.BIJOU_NGINX !== undefined,
  },
};

const managers = {
  'apt-get': { refresh: ['update', '-qq'], install: ['install', '-y', '-qq', '--no-install-recommends'] },
  dnf: { install: ['install', '-y', '-q'] },
  apk: { install: ['add', '-q'] },
  pacman: { install: ['-S', '--noconfirm', '--needed'] },
  zypper: { install: ['--non-interactive', 'install'] },
  brew: { install: ['install'], asUser: true },
};

/** True where every command of the program is there, after installing it if need be. Prints what it does. */
export function bringProgram(name) {
  const program = programs[name];
  if (program.given() || isHere(program)) return true;
  const manager = Object.keys(managers).find(
    (command) => findCommand(command) !== undefined && command in program.packages,
  );
  const prefix = manager === undefined ? undefined : privilege(managers[manager]);
  if (prefix === undefined) {
    console.error(adviceFor(name, program, manager));
    return false;
  }
  const { refresh, install } = managers[manager];
  console.log(
    `Installing ${name}, which ${program.purpose}, with ${[...prefix, manager].join(' ')}. This happens once.`,
  );
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const step of [refresh, [...install, program.packages[manager]]]) {
    if (step === undefined) continue;
    const [command, ...args] = [...prefix, manager, ...step];
    // What a package manager prints of its progress helps nobody; its errors do.
    spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env });
  }
  if (isHere(program)) return true;
  console.error(adviceFor(name, program, manager));
  return false;
}

function adviceFor(name, program, manager) {
  const how =
    manager === undefined
      ? "with your system's package manager"
      : `with "${manager} ${managers[manager].install[0]} ${program.packages[manager]}"`;
  return `Please install ${name}, which ${program.purpose}, ${how}, and type the same again.`;
}

function isHere(program) {
  if (program.commands.every((command) => findCommand(command) !== undefined)) return true;
  return (program.alternatives ?? []).some((command) => findCommand(command) !== undefined);
}

/** Absolute path of a command, looked up as a shell would. */
export function findCommand(command) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, process.platform === 'win32' ? `${command}.exe` : command);
    if (folder !== '' && existsSync(path) && mayRun(path)) return path;
  }
  return undefined;
}

function mayRun(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// Words to put before the package manager, or undefined where we may not install.
function privilege(manager) {
  if (manager.asUser || process.getuid?.() === 0) return [];
  const sudo = findCommand('sudo');
  if (sudo === undefined) return undefined;
  return spawnSync(sudo, ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}
