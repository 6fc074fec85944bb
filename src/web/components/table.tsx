import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly key: string;
  readonly head: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end, so that they can be compared. */
  readonly numeric?: boolean;
  /** The cell that names the row. */
  readonly names?: boolean;
}

/** A table that becomes a list of cards where there is no room: each cell then says its column. */
export function Table<Row>(props: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}) {
  return (
    <table class="table" aria-label={props.label}>
      <thead>
        <tr>
          {props.columns.map((column) => (
            <th key={column.key} scope="col" class={column.numeric ? 'numeric' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={props.keyOf(row)}>
            {props.columns.map((column) => {
              const shared = { 'data-head': column.head, class: column.numeric ? 'numeric' : undefined };
              return column.names ? (
                <th key={column.key} scope="row" {...shared}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.key} {...shared}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
