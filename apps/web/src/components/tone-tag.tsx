import { Tag } from 'antd';
import type { ReactNode } from 'react';

export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'calm';

/** Ink and ground: dark enough to be read outdoors. */
const TONES: Record<Tone, [ink: string, ground: string]> = {
  good: ['#135200', '#d9f2cf'],
  bad: ['#820014', '#ffd8d2'],
  warn: ['#7a4100', '#fff0c4'],
  info: ['#0f4590', '#d6e6fb'],
  calm: ['#43474e', '#e4e7eb'],
};

/** A short word on a ground of its own. */
export function ToneTag({ tone, children }: { tone: Tone; children: ReactNode }) {
  const [color, background] = TONES[tone];
  return (
    <Tag variant="filled" style={{ marginInlineEnd: 0, color, background }}>
      {children}
    </Tag>
  );
}
