import { isoInstant } from '@app/platform';

/** What stands in the corner of a photo. */
export interface StampFacts {
  projectName: string;
  address: string;
  officerName: string;
  unitName: string;
  /** As the phone said. */
  takenAt: Date;
  /** Seconds that the phone was ahead of the server. */
  clockSkew: number;
  positioned: boolean;
  /** Metres from the place of the project. */
  distance: number | null;
  accuracy: number | null;
  number: string;
}

/** 80 米, 1.2 公里: no more digits than a position has. */
function metres(value: number): string {
  if (value < 20) return `${value} 米`;
  if (value < 995) return `${Math.round(value / 10) * 10} 米`;
  return `${(value / 1000).toFixed(value < 100_000 ? 1 : 0)} 公里`;
}

function duration(seconds: number): string {
  if (seconds < 5400) return `${Math.round(seconds / 60)} 分钟`;
  return seconds < 129_600 ? `${Math.round(seconds / 3600)} 小时` : `${Math.round(seconds / 86_400)} 天`;
}

/** When it was taken, to the minute in Shanghai, and by whose clock. */
export function timeInWords(takenAt: Date, clockSkew: number): string {
  const right = isoInstant(new Date(takenAt.getTime() - clockSkew * 1000));
  const clock =
    clockSkew === 0 ? '手机时间' : `手机${clockSkew > 0 ? '快' : '慢'} ${duration(Math.abs(clockSkew))}，已校正`;
  return `${right.slice(0, 10)} ${right.slice(11, 16)}（${clock}）`;
}

/** How far from the project the phone believed itself, and how sure it was. */
export function placeInWords({ positioned, distance, accuracy }: Omit<StampFacts, 'takenAt'>): string {
  if (!positioned) return '未带定位';
  const sure =
    accuracy === null ? '' : `（精度 ±${accuracy < 1000 ? `${Math.round(accuracy)} 米` : metres(accuracy)}）`;
  return distance === null ? `已带定位${sure}` : `距项目约 ${metres(distance)}${sure}`;
}

/** The lines of the watermark, the name of the project first. */
export function stampLines(facts: StampFacts): [title: string, ...lines: string[]] {
  const { projectName, address, officerName, unitName, number } = facts;
  return [
    projectName,
    `时间：${timeInWords(facts.takenAt, facts.clockSkew)}`,
    `地点：${[address, placeInWords(facts)].filter((part) => part !== '').join('，')}`,
    `走访人：${officerName}（${unitName}）`,
    `编号：${number}`,
  ];
}
