export function Parts() {
  return <h1>{'parts'}</h1>;
}
