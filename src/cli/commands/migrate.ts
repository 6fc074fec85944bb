import type { Command } from '../command.ts';

export const migrate: Command = {
  usage: 'migrate --to FILE [--data FOLDER] [--dry-run]',
  summary: 'carries everything into the engines that a configuration names, and leaves the old folder as it is',
  options: {
    to: { type: 'string', help: 'the new configuration, as bijou.config.json' },
    data: { type: 'string', help: 'data folder that is carried (default: BIJOU_DATA, else ~/.bijou)' },
    progress: { type: 'string', help: 'folder that keeps how far it has come (default: beside the configuration)' },
    'dry-run': { type: 'boolean', help: 'say what would be carried, look whether it could be, and carry nothing' },
    json: { type: 'boolean', help: 'print JSON, a line for everything that was done' },
  },
  // Engines are loaded here alone.
  async run(context) {
    const { runMigrate } = await import('../run-migrate.ts');
    return runMigrate(context);
  },
};
