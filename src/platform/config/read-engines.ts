import { configInvalid, type Env } from '../../host/index.ts';
import { type EnginePortName, enginePortNames, enginePorts } from '../engines/ports/index.ts';
import type { ConfigFile } from './config-file.ts';
import { type EngineChoice, type EngineChoices, type Fault, readChoice } from './engine-choices.ts';
import { sectionOf } from './engine-environment.ts';
import { engineVariable } from './names.ts';

/** Reads which engine each port has: the environment wins over the file. Errors: `config.invalid`. */
export function readEngines(env: Env, file: ConfigFile | undefined): EngineChoices {
  const faults: string[] = [];
  const choices: Partial<Record<EnginePortName, EngineChoice>> = {};
  for (const port of enginePortNames) {
    const written = file?.engines[port] ?? {};
    const fileAdapter = typeof written.adapter === 'string' ? written.adapter : enginePorts[port].embedded;
    const set = sectionOf(env, { port, adapter: fileAdapter });
    // Another adapter than the file's has nothing to do with what the file says.
    const isOther = set.adapter !== undefined && set.adapter !== fileAdapter;
    const section = isOther ? set : { ...written, ...set };
    const nameOf = ({ path }: Fault): string => {
      const option = String(path[0] ?? 'adapter');
      const isWritten = file !== undefined && !isOther && !(option in set);
      if (isWritten && Object.keys(written).length > 0) return file.placeOf(['engines', port, ...path]);
      return [engineVariable(port, option), ...path.slice(1).map(String)].join('.');
    };
    choices[port] = readChoice(port, { section, faults: (fault) => faults.push(`${nameOf(fault)}: ${fault.why}.`) });
  }
  if (faults.length > 0) throw configInvalid(faults);
  return choices as EngineChoices;
}
