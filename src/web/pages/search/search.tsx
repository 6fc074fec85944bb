export function Search({ wanted }: { readonly wanted: string }) {
  return <h1>{wanted}</h1>;
}
