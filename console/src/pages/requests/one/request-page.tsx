export function RequestPage({ id }: { id: string }) {
  return <h1>{id}</h1>;
}
