import type { ServiceContract } from '../contracts/index.ts';
import type { Manifest, Port } from '../manifest/index.ts';
import * as all from './services.ts';

/** The name of a service. */
export type Target = keyof typeof all;

/** A manifest whose types only its own `start` needs. */
export type AnyManifest = Omit<Manifest, 'start'> & { start(given: never): ReturnType<Manifest['start']> };

export const services: Readonly<Record<Target, AnyManifest>> = all;

const names = Object.keys(all) as Target[];

/** Every contract, the door's first, in the order in which documents list them. */
export const everyContract: readonly ServiceContract[] = names
  .map((name) => services[name].contract)
  .sort((one, other) => Number(callsAll(other.name)) - Number(callsAll(one.name)));

/** Whom a service calls, by its ports. */
export function calledBy(name: Target): readonly Target[] {
  const own = Object.values<Port>(services[name].ports);
  if (own.some(({ kind }) => kind === 'door')) return names.filter((other) => other !== name);
  return own.flatMap(({ kind, asks }) => (kind === 'client' ? [targetOf(asks as ServiceContract)] : []));
}

/** Whom it needs, critically or not. */
export function needsOf(name: Target): Readonly<Record<'critical' | 'soft', readonly Target[]>> {
  const { critical, soft } = services[name].needs;
  return { critical: critical.map(targetOf), soft: soft.map(targetOf) };
}

/** The services in the order in which a process starts them: whom others call first, the door last. */
export function startOrder(): readonly Target[] {
  const ordered: Target[] = [];
  const visit = (name: Target, above: readonly Target[]): void => {
    if (above.includes(name))
      throw new TypeError(`Services call each other in a circle: ${[...above, name].join(' → ')}`);
    if (ordered.includes(name)) return;
    for (const called of calledBy(name)) visit(called, [...above, name]);
    ordered.push(name);
  };
  for (const name of names) visit(name, []);
  return ordered;
}

function callsAll(name: string): boolean {
  return Object.values<Port>(services[name as Target].ports).some(({ kind }) => kind === 'door');
}

function targetOf({ name }: ServiceContract): Target {
  if (!Object.hasOwn(all, name)) throw new TypeError(`No service of the table has the contract ${name}`);
  return name as Target;
}
