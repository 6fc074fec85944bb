import type { OptionSpec } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';

const options = {
  target: { type: 'string', help: 'services to run here, e.g. studio,gateway (default: all)' },
  peer: {
    type: 'string',
    multiple: true,
    help: 'where a service runs that is not found by itself: studio=http://127.0.0.1:7001',
  },
  port: { type: 'string', help: 'port of the door (default: PORT, else 8080)' },
  host: { type: 'string', help: 'address to listen on (default: HOST, else 127.0.0.1)' },
  data: { type: 'string', help: 'data folder (default: BIJOU_DATA, else ~/.bijou)' },
  config: { type: 'string', help: 'configuration file (default: BIJOU_CONFIG, else bijou.config.json here)' },
  watch: {
    type: 'string',
    multiple: true,
    help: 'folder that is taken in as it grows (as BIJOU_WATCH, and "bijou watch")',
  },
  'no-open': { type: 'boolean', help: 'open no browser' },
  'no-sample': { type: 'boolean', help: 'leave an empty library empty' },
} as const satisfies Record<string, OptionSpec>;

export const serve: Command = {
  usage: 'serve [FILE|FOLDER…] [--target SERVICES] [--port PORT]',
  summary: 'runs Bijou: all of it, or the services named',
  options,
  run,
};

export const start: Command = {
  usage: 'start [FILE|FOLDER…]',
  summary: 'runs Bijou whole, and adds the films named',
  options,
  run: runSpeaking,
};

// The server's code is loaded here alone: the other commands are clients and start at once.
async function run(context: CommandContext): Promise<number> {
  const { runServer } = await import('../run-server.ts');
  return runServer(context, { speaks: false });
}

// Whoever types this reads what it prints.
async function runSpeaking(context: CommandContext): Promise<number> {
  const { runServer } = await import('../run-server.ts');
  return runServer(context, { speaks: (context.env.BIJOU_LOG ?? '').trim() === '' });
}
