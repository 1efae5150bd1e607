import type { ReactNode } from 'react';

export interface FunnelStage {
  key: string;
  /** 签约一批 */
  name: string;
  /** 7 个，总投资 28 亿元 */
  population: string;
  /** 已开工 7 个 */
  reached: string;
  /** 开工率 */
  rateName: string;
  /** The rate as text, linked where it can be opened. */
  rate: ReactNode;
  /** Of the stage that is filled, 0…1. */
  share: number;
}

export interface FunnelLook {
  empty: string;
  full: string;
  ink: string;
  faint: string;
  height: number;
  gap: number;
  name: number;
  text: number;
  rate: number;
}

/** How much narrower each stage begins than the one above: the shape of a funnel, not a quantity. */
const STEP = 7;

/**
 * 三个一批 as a funnel: its stages follow each other, but each has its own population, so each is filled by its own rate
 * and none is as wide as a number of the one before.
 */
export function BatchFunnel({ stages, look }: { stages: FunnelStage[]; look: FunnelLook }) {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: look.gap }}>
      {stages.map((stage, index) => {
        const [top, bottom] = [index * STEP, (index + 1) * STEP];
        const shape = `polygon(${top}% 0, ${100 - top}% 0, ${100 - bottom}% 100%, ${bottom}% 100%)`;
        return (
          <div key={stage.key} style={{ display: 'flex', alignItems: 'center', gap: 14 }}>
            <div style={{ position: 'relative', flex: '1 1 0', minWidth: 0, height: look.height, color: look.ink }}>
              <div style={{ position: 'absolute', inset: 0, background: look.empty, clipPath: shape }} />
              <div
                style={{
                  position: 'absolute',
                  inset: 0,
                  background: `linear-gradient(90deg, ${look.full} ${(bottom + stage.share * (100 - 2 * bottom)).toFixed(2)}%, transparent 0)`,
                  clipPath: shape,
                }}
              />
              <div
                style={{
                  position: 'relative',
                  display: 'flex',
                  flexDirection: 'column',
                  alignItems: 'center',
                  justifyContent: 'center',
                  height: '100%',
                  padding: `0 ${bottom + 2}%`,
                  textAlign: 'center',
                  lineHeight: 1.3,
                }}
              >
                <div style={{ fontSize: look.name, fontWeight: 600 }}>{stage.name}</div>
                <div style={{ fontSize: look.text }}>{stage.population}</div>
              </div>
            </div>
            <div style={{ flex: '0 0 auto', width: look.rate * 4.2, lineHeight: 1.3 }}>
              <div style={{ fontSize: look.text, color: look.faint }}>{stage.rateName}</div>
              <div style={{ fontSize: look.rate, fontWeight: 600, whiteSpace: 'nowrap' }}>{stage.rate}</div>
              <div style={{ fontSize: look.text, color: look.faint }}>{stage.reached}</div>
            </div>
          </div>
        );
      })}
    </div>
  );
}
