interface SparkLineProps {
  /** Oldest first; null: a gap in the line. */
  values: readonly (string | null)[];
  /** A dashed line across, where it lies near enough. */
  target?: string | null;
  width: number;
  height: number;
  colour: string;
  /** Of the dashed line. */
  faint: string;
  /** What the line says, for those who do not see it. */
  label: string;
}

/** A small line without axes: how a number came to be what it is. */
export function SparkLine({ values, target, width, height, colour, faint, label }: SparkLineProps) {
  const numbers = values.map((value) => (value === null ? null : Number(value)));
  const known = numbers.filter((value) => value !== null);
  if (known.length < 2) return <div style={{ height }} aria-hidden />;
  const aim = target === null || target === undefined ? null : Number(target);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  // A target far away would press the line flat.
  const near = aim !== null && aim >= least - (most - least) && aim <= most + (most - least) ? aim : null;
  const [low, high] = near === null ? [least, most] : [Math.min(least, near), Math.max(most, near)];
  const edge = 4;
  const x = (index: number): number => edge + (index * (width - 2 * edge)) / Math.max(1, values.length - 1);
  const y = (value: number): number =>
    high === low ? height / 2 : height - edge - ((value - low) * (height - 2 * edge)) / (high - low);
  const pieces: string[] = [];
  numbers.forEach((value, index) => {
    if (value === null) return;
    pieces.push(`${numbers[index - 1] == null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`);
  });
  const last = numbers.reduce<number>((found, value, index) => (value === null ? found : index), 0);
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      style={{ display: 'block', width: '100%', height }}
      preserveAspectRatio="none"
    >
      {near !== null && (
        <line
          x1={0}
          x2={width}
          y1={y(near)}
          y2={y(near)}
          stroke={faint}
          strokeDasharray="4 4"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={pieces.join('')}
        fill="none"
        stroke={colour}
        strokeWidth={2}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        // A point that stays round however the picture is stretched.
        d={`M${x(last)} ${y(numbers[last] as number)}h0.001`}
        stroke={colour}
        strokeWidth={7}
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
