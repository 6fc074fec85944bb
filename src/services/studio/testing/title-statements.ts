import type { CompiledQuery, OperationNode } from 'kysely';

/** What a statement has to do with titles. */
export interface Statement {
  readonly kind: 'read' | 'write';
  readonly table: string;
  /** Titles, and jobs, that it names. */
  readonly titles: readonly string[];
  readonly jobs: readonly string[];
  /** Inserts rows. */
  readonly makes: boolean;
  /** A write that depends on nothing that was read: it has its condition in itself, or only numbers a change. */
  readonly standsByItself: boolean;
  readonly sql: string;
}

// biome-ignore lint/suspicious/noExplicitAny: nodes of any kind are looked through alike
type AnyNode = any;

export function understood({ query, sql }: CompiledQuery): Statement {
  const node = query as AnyNode;
  const table: string = nameOf(node.into ?? node.table ?? node.from?.froms[0]);
  const makes = query.kind === 'InsertQueryNode';
  const named = makes ? inserted(node) : compared(node, table);
  const of = (owner: string, column: string) =>
    named.filter((value) => value.table === owner && value.column === column).map(({ text }) => text);
  const updates: readonly string[] = (node.updates ?? []).map((update: AnyNode) => update.column.column.name);
  const numbersOnly =
    table === 'title_changes' || (updates.length > 0 && updates.every((column) => /^(wall_)?changed$/.test(column)));
  return {
    kind: query.kind === 'SelectQueryNode' ? 'read' : 'write',
    table,
    titles: [...of('titles', 'id'), ...named.filter(({ column }) => column === 'title').map(({ text }) => text)],
    jobs: of('jobs', 'id'),
    makes,
    standsByItself: numbersOnly || (!makes && named.some(({ column }) => column === 'state')),
    sql,
  };
}

export function titlesInRow(table: string, row: object): string[] {
  const { id, title } = row as { readonly id?: unknown; readonly title?: unknown };
  const found = table === 'titles' ? id : title;
  return typeof found === 'string' ? [found] : [];
}

interface Named {
  readonly table: string;
  readonly column: string;
  readonly text: string;
}

function inserted({ into, columns = [], values }: AnyNode): Named[] {
  const table = nameOf(into);
  return (values?.values ?? []).flatMap((row: AnyNode) =>
    row.values.flatMap((value: AnyNode, place: number) =>
      texts(value).map((text) => ({ table, column: columns[place].column.name, text })),
    ),
  );
}

/** What columns are compared to anywhere in a statement. */
function compared(node: unknown, table: string): Named[] {
  if (typeof node !== 'object' || node === null) return [];
  const { kind, leftOperand, rightOperand } = node as AnyNode;
  if (kind !== 'BinaryOperationNode') return Object.values(node).flatMap((part) => compared(part, table));
  const column: string | undefined = leftOperand.column?.column?.name;
  if (column === undefined) return [...compared(leftOperand, table), ...compared(rightOperand, table)];
  const of = leftOperand.table === undefined ? table : nameOf(leftOperand.table);
  return texts(rightOperand).map((text) => ({ table: of, column, text }));
}

function texts(value: AnyNode): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value?.values)) return value.values.flatMap(texts);
  return typeof value?.value === 'string' ? [value.value] : [];
}

function nameOf(node: (OperationNode & AnyNode) | undefined): string {
  return node?.table?.identifier?.name ?? '';
}
