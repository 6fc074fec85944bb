// What a page is to those who listen: Chromium's own accessibility tree, a line for each thing that has a role.
import type { Page } from 'playwright-core';

interface AxNode {
  readonly nodeId: string;
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly value?: { readonly value: string | number };
  readonly properties?: readonly { readonly name: string; readonly value: { readonly value?: unknown } }[];
  readonly childIds?: readonly string[];
}

const told: ReadonlySet<string> = new Set([
  ...['main', 'region', 'heading', 'link', 'button', 'slider', 'status', 'alert', 'dialog', 'radio', 'complementary'],
]);

/** Roles, names, values and whether a button is pressed, indented as they lie in one another. */
export async function treeOf(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = (await session.send('Accessibility.getFullAXTree')) as unknown as { nodes: readonly AxNode[] };
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines: string[] = [];
  function visit(node: AxNode | undefined, depth: number): void {
    if (node === undefined) return;
    const role = node.role?.value ?? '';
    const isTold = !node.ignored && told.has(role);
    const line = isTold ? lineOf(node, textOf(node)) : undefined;
    if (line !== undefined) lines.push(`${'  '.repeat(depth)}${line}`);
    for (const child of node.childIds ?? []) visit(byId.get(child), line === undefined ? depth : depth + 1);
  }
  const textOf = (node: AxNode): string =>
    node.role?.value === 'StaticText'
      ? (node.name?.value ?? '')
      : (node.childIds ?? []).map((child) => textOf(byId.get(child) as AxNode)).join('');
  visit(nodes[0], 0);
  return lines;
}

/** Undefined for a place to say something that says nothing now. */
function lineOf({ role, name, value, properties = [] }: AxNode, text: string): string | undefined {
  const kind = role?.value ?? '';
  if (kind === 'status' || kind === 'alert') return text === '' ? undefined : `${kind}: ${text}`;
  const pressed = properties.find((one) => one.name === 'pressed')?.value.value;
  return [
    kind,
    name?.value ? ` "${name.value}"` : '',
    kind === 'slider' ? ` = ${value?.value}` : '',
    pressed === undefined ? '' : pressed === 'true' ? ' pressed' : ' not pressed',
  ].join('');
}
