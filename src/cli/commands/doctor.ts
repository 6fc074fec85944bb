import type { Command } from '../command.ts';

export const doctor: Command = {
  usage: 'doctor [--config FILE]',
  summary: 'tries everything that Bijou stands on, and says what is wrong and what to do',
  options: {
    config: { type: 'string', help: 'configuration file (default: BIJOU_CONFIG, else bijou.config.json here)' },
    data: { type: 'string', help: 'data folder (default: BIJOU_DATA, else ~/.bijou)' },
    json: { type: 'boolean', help: 'print JSON' },
  },
  // The adapters are loaded here alone.
  async run(context) {
    const { runDoctor } = await import('../run-doctor.ts');
    return runDoctor(context);
  },
};
