import { systemClock } from '../kit/index.ts';
import { type Diagnosis, examineAll, readSettings } from '../platform/index.ts';
import { flag, textOption } from './arguments.ts';
import type { CommandContext } from './command.ts';

/** Prints what was found as it is found. Resolves to 1 where anything is wrong. */
export async function runDoctor({ given, env, out }: CommandContext): Promise<number> {
  const settings = readSettings(env, {
    ...{ port: undefined, host: undefined, target: undefined, peers: [] },
    ...{ data: textOption(given, 'data'), config: textOption(given, 'config') },
  });
  const wantsJson = flag(given, 'json');
  const found: Diagnosis[] = [];
  for await (const diagnosis of examineAll(settings, { clock: systemClock })) {
    if (!wantsJson && found.at(-1)?.about !== diagnosis.about) out.line(headingOf(diagnosis));
    found.push(diagnosis);
    if (!wantsJson)
      out.line(`  ${diagnosis.wrong === undefined ? '✓' : '✗'} ${diagnosis.tried}: ${diagnosis.sentence}`);
  }
  const wrong = found.filter((one) => one.wrong !== undefined).length;
  if (wantsJson) out.line(JSON.stringify({ well: wrong === 0, config: settings.configFile ?? null, found }, null, 2));
  else out.line(wrong === 0 ? 'All is well.' : `${wrong === 1 ? 'One thing is' : `${wrong} things are`} wrong.`);
  return wrong === 0 ? 0 : 1;
}

function headingOf({ about }: Diagnosis): string {
  return about.replace(/^./, (letter) => letter.toUpperCase());
}
