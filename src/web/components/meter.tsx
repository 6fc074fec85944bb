/** How far something is, 0 to 1; without a share, that something goes on. `label` says of what, `shown` how far in words. */
export function Meter(props: {
  readonly label: string;
  readonly share: number | undefined;
  readonly shown?: string;
  readonly tone?: 'brass' | 'health' | 'trouble';
}) {
  const { share } = props;
  return (
    <progress
      class={`meter meter-${props.tone ?? 'brass'}`}
      max={1}
      {...(share === undefined ? {} : { value: Math.min(1, Math.max(0, share)) })}
      aria-label={props.label}
      aria-valuetext={props.shown}
    />
  );
}
