import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Implementation,
  type Person,
  type Principal,
  refusalFor,
  type ServiceContract,
  theStranger,
  writePrincipal,
} from '../contracts/index.ts';
import { silentLogger } from '../host/index.ts';
import { systemClock, systemRandom } from '../kit/index.ts';
import { everyContract } from '../platform/table.ts';
import { serveContract } from './index.ts';

const someone = (role: Person['roles'][number]): Person => ({
  ...{ kind: 'person', account: role, roles: [role], strength: 'password' },
});
const everybody: readonly Principal[] = [
  theStranger,
  someone('member'),
  someone('editor'),
  someone('support'),
  someone('owner'),
  { kind: 'peer' },
];

const refusals = [
  'request.sign-in',
  'request.owner-only',
  'request.not-allowed',
  'request.step-up',
  'request.peer-only',
];

test('every call and route of every service is answered to those whom its contract names, and refused to all others', async () => {
  for (const contract of everyContract) {
    const endpoint = serveContract(contract, anything(contract), {
      ...{ clock: systemClock, random: systemRandom, logger: silentLogger },
    });
    const ways = [...Object.values(contract.calls).map((call) => ({ ...call, methods: [call.method] }))];
    for (const way of [...ways, ...Object.values(contract.routes)]) {
      for (const who of everybody) {
        const path = way.path.replace(/\{[^}]+\}/g, '1');
        const headers = { 'bijou-principal': writePrincipal(who) };
        const answer = await endpoint(new Request(`http://bijou${path}`, { method: way.methods[0] ?? 'GET', headers }));
        const code: string | undefined = (await answer.json().catch(() => undefined))?.error?.code;
        const refused = refusals.includes(code ?? '') ? code : undefined;
        assert.equal(refused, refusalFor(way, who)?.code, `${way.methods[0]} ${path} by ${who.kind}`);
      }
    }
  }
});

/** Whoever comes so far was let in. */
function anything(contract: ServiceContract): Implementation<ServiceContract> {
  const each = <Handler>(names: object, handler: Handler) =>
    Object.fromEntries(Object.keys(names).map((name) => [name, handler]));
  return {
    calls: each(contract.calls, async () => ({})),
    routes: each(contract.routes, async () => new Response()),
  };
}
