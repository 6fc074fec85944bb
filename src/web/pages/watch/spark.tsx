/** A line of what was measured, the newest at its end. Decoration: the number stands beside it. */
export function Spark({ values }: { readonly values: readonly number[] }) {
  if (values.length < 2) return null;
  const most = Math.max(...values, 1e-9);
  const places = values.map(
    (value, at) => `${((at / (values.length - 1)) * 100).toFixed(1)},${(28 - (value / most) * 26).toFixed(1)}`,
  );
  return (
    <svg class="spark" viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <polyline points={places.join(' ')} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
