import type { ByteRoute, Call, ServiceContract } from './define.ts';

export interface PathRow<Value> {
  readonly methods: readonly string[];
  /** `/api/titles/{id}`; a last `{rest...}` takes everything that follows, nothing included. */
  readonly path: string;
  readonly value: Value;
}

export type PathFound<Value> =
  | { readonly kind: 'found'; readonly value: Value; readonly params: Readonly<Record<string, string>> }
  /** The path is known, the method is not. */
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'none' };

export interface PathTable<Value> {
  /** `path` as it came over the wire: still percent-encoded, without the query. Fixed segments win over names. */
  find(method: string, path: string): PathFound<Value>;
}

interface Leaf<Value> {
  readonly names: readonly string[];
  readonly value: Value;
}

interface Node<Value> {
  readonly fixed: Map<string, Node<Value>>;
  named: Node<Value> | undefined;
  readonly here: Map<string, Leaf<Value>>;
  readonly rest: Map<string, Leaf<Value>>;
}

/** Compiles paths once. Throws a TypeError when two rows claim the same method and path. */
export function pathTable<Value>(rows: readonly PathRow<Value>[]): PathTable<Value> {
  const root = emptyNode<Value>();
  for (const row of rows) add(root, row);
  return {
    find(method, path) {
      const found = walk(root, path.split('/').slice(1), { index: 0, values: [] });
      if (found === undefined) return { kind: 'none' };
      const leaf = found.leaves.get(method);
      if (leaf === undefined) return { kind: 'method', allow: [...found.leaves.keys()] };
      return { kind: 'found', value: leaf.value, params: paramsOf(leaf.names, found.values) };
    },
  };
}

/** The path with its names filled in and encoded. Throws a TypeError when one is missing. */
export function fillPath(path: string, params: Readonly<Record<string, string | undefined>>): string {
  return path.replace(/\/?\{(\w+)(\.\.\.)?\}/g, (part, name: string, rest: string | undefined) => {
    const value = params[name];
    const slash = part.startsWith('/') ? '/' : '';
    if (value === undefined && rest === undefined) throw new TypeError(`The path ${path} needs ${name}`);
    if (value === undefined || value === '') return rest === undefined ? slash : '';
    return (
      slash + (rest === undefined ? encodeURIComponent(value) : value.split('/').map(encodeURIComponent).join('/'))
    );
  });
}

/** Names in `{}` of a contract path. */
export function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)(?:\.\.\.)?\}/g)].map((match) => match[1] ?? '');
}

/** What one path of a contract leads to. */
export type Operation =
  | { readonly kind: 'call'; readonly service: string; readonly name: string; readonly call: Call }
  | { readonly kind: 'route'; readonly service: string; readonly name: string; readonly route: ByteRoute };

/** Every call and byte route of the contracts, by path. */
export function operationsOf(contracts: readonly ServiceContract[]): PathTable<Operation> {
  return pathTable(contracts.flatMap(rowsOf));
}

function rowsOf(contract: ServiceContract): PathRow<Operation>[] {
  const service = contract.name;
  return [
    ...Object.entries(contract.calls).map(([name, call]) => ({
      methods: [call.method],
      path: call.path,
      value: { kind: 'call' as const, service, name, call },
    })),
    ...Object.entries(contract.routes).map(([name, route]) => ({
      methods: route.methods,
      path: route.path,
      value: { kind: 'route' as const, service, name, route },
    })),
  ];
}

function emptyNode<Value>(): Node<Value> {
  return { fixed: new Map(), named: undefined, here: new Map(), rest: new Map() };
}

function add<Value>(root: Node<Value>, row: PathRow<Value>): void {
  let node = root;
  let leaves: Map<string, Leaf<Value>> | undefined;
  for (const segment of row.path.split('/').slice(1)) {
    if (/^\{\w+\.\.\.\}$/.test(segment)) leaves = node.rest;
    else if (/^\{\w+\}$/.test(segment)) node = node.named ??= emptyNode();
    else node = child(node, segment);
  }
  leaves ??= node.here;
  for (const method of row.methods) {
    if (leaves.has(method)) throw new TypeError(`Two claim ${method} ${row.path}`);
    leaves.set(method, { names: pathNames(row.path), value: row.value });
  }
}

function child<Value>(node: Node<Value>, segment: string): Node<Value> {
  const next = node.fixed.get(segment) ?? emptyNode<Value>();
  node.fixed.set(segment, next);
  return next;
}

interface Walked<Value> {
  readonly leaves: ReadonlyMap<string, Leaf<Value>>;
  readonly values: readonly string[];
}

function walk<Value>(
  node: Node<Value>,
  segments: readonly string[],
  at: { readonly index: number; readonly values: readonly string[] },
): Walked<Value> | undefined {
  const segment = segments[at.index];
  if (segment === undefined && node.here.size > 0) return { leaves: node.here, values: at.values };
  if (segment !== undefined) {
    const index = at.index + 1;
    const fixed = node.fixed.get(segment);
    const viaFixed = fixed && walk(fixed, segments, { index, values: at.values });
    if (viaFixed !== undefined) return viaFixed;
    const value = decodeSegment(segment);
    const viaName = value && node.named && walk(node.named, segments, { index, values: [...at.values, value] });
    if (viaName) return viaName;
  }
  if (node.rest.size === 0) return undefined;
  const rest = segments.slice(at.index).map((one) => (one === '' ? '' : decodeSegment(one)));
  if (rest.includes(undefined)) return undefined;
  return { leaves: node.rest, values: [...at.values, rest.join('/')] };
}

/** Undefined for what must not pass as one name: an encoded slash, a dot segment, a control character. */
function decodeSegment(segment: string): string | undefined {
  try {
    const value = decodeURIComponent(segment);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    return value === '.' || value === '..' || /[/\\\u0000-\u001f\u007f]/.test(value) ? undefined : value;
  } catch {
    return undefined;
  }
}

function paramsOf(names: readonly string[], values: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}
