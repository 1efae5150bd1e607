interface RateBarProps {
  rate: string | null;
  /** A mark across the bar. */
  schedule: string;
  colour: string;
  label: string;
}

/** A bar that also has room beyond 100 %, with the time schedule as a mark. */
export function RateBar({ rate, schedule, colour, label }: RateBarProps) {
  const value = rate === null ? 0 : Math.max(0, Number(rate));
  const whole = Math.max(100, value);
  const part = (percent: number): string => `${((percent / whole) * 100).toFixed(2)}%`;
  return (
    <div
      role="img"
      aria-label={`${label} ${rate ?? '—'}%`}
      style={{ position: 'relative', height: 10, margin: '8px 0 6px', borderRadius: 5, background: '#e9edf3' }}
    >
      <div style={{ width: part(value), height: '100%', borderRadius: 5, background: colour }} />
      {/* Where the plan ends, once it is passed. */}
      {value > 100 && (
        <div style={{ position: 'absolute', top: 0, left: part(100), width: 1, height: '100%', background: '#fff' }} />
      )}
      <div
        style={{
          position: 'absolute',
          top: -4,
          left: part(Number(schedule)),
          width: 2,
          height: 18,
          background: '#33475f',
        }}
      />
    </div>
  );
}
