import { Card, Col, Flex, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { isWeekend, weeksOf } from './days';
import type { CalendarDay, WorkingMonth } from './queries';

interface YearGridProps {
  months: WorkingMonth[];
  days: CalendarDay[];
  /** Days that are pointed out: they differ from what is stored. */
  differing?: ReadonlySet<string>;
}

/** The year as twelve months; what differs from the plain week has a word beside its colour. */
export function YearGrid({ months, days, differing }: YearGridProps) {
  const special = new Map(days.map((day) => [day.day, day]));
  return (
    <Row gutter={[12, 12]}>
      {months.map((month) => (
        <Col key={month.month} xs={24} sm={12} lg={8} xxl={6}>
          <Month month={month} special={special} differing={differing} />
        </Col>
      ))}
    </Row>
  );
}

type Kind = 'holiday' | 'makeup' | 'weekend' | 'plain';
const COLOURS: Record<Kind, { background?: string; color: string }> = {
  holiday: { background: '#fde3df', color: '#a61d24' },
  makeup: { background: '#dbe8fb', color: '#0f4590' },
  weekend: { background: '#f1f3f5', color: 'rgba(0, 0, 0, 0.62)' },
  plain: { color: 'rgba(0, 0, 0, 0.88)' },
};

interface MonthProps {
  month: WorkingMonth;
  special: ReadonlyMap<string, CalendarDay>;
  differing: ReadonlySet<string> | undefined;
}

function Month({ month: { month, workingDays }, special, differing }: MonthProps) {
  const { t } = useTranslation();
  const name = t('calendar.monthOf', { month: Number(month.slice(5)) });
  return (
    <Card
      size="small"
      title={name}
      extra={<Typography.Text type="secondary">{t('calendar.monthDays', { count: workingDays })}</Typography.Text>}
      style={{ height: '100%' }}
    >
      <table
        style={{ width: '100%', tableLayout: 'fixed', borderSpacing: 2, borderCollapse: 'separate' }}
        aria-label={name}
      >
        <thead>
          <tr>
            {t('calendar.weekdays')
              .split(',')
              .map((day) => (
                <th key={day} scope="col" abbr={t('calendar.weekdayOf', { day })} style={HEAD}>
                  {day}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, index) => (
            <tr key={index}>
              {week.map((day, place) =>
                day === null ? (
                  <td key={place} />
                ) : (
                  <Day key={day} day={day} special={special.get(day)} differs={differing?.has(day) ?? false} />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

const HEAD = { padding: '2px 0', fontWeight: 400, fontSize: 12, color: 'rgba(0, 0, 0, 0.62)' } as const;

function Day({ day, special, differs }: { day: string; special: CalendarDay | undefined; differs: boolean }) {
  const { t } = useTranslation();
  const today = useDistrict().today === day;
  const kind: Kind = special?.kind ?? (isWeekend(day) ? 'weekend' : 'plain');
  const words = [
    special && special.name,
    kind !== 'plain' && t(`calendar.${kind}`),
    today && t('calendar.today'),
    differs && t('calendar.changed'),
  ].filter(Boolean);
  return (
    <td
      title={words.length > 0 ? `${day} ${words.join(' · ')}` : day}
      style={{
        ...COLOURS[kind],
        height: 36,
        textAlign: 'center',
        verticalAlign: 'middle',
        lineHeight: 1.15,
        borderRadius: 4,
        fontWeight: today ? 700 : undefined,
        outline: differs ? '2px solid #d46b08' : today ? '2px solid #1558b0' : undefined,
        outlineOffset: -1,
      }}
    >
      {Number(day.slice(8))}
      {special && (
        <span style={{ display: 'block', fontSize: 12, fontWeight: 600 }}>
          {t(special.kind === 'holiday' ? 'calendar.holidayMark' : 'calendar.makeupMark')}
        </span>
      )}
    </td>
  );
}

/** What the colours and words mean. */
export function Legend({ differing = false }: { differing?: boolean }) {
  const { t } = useTranslation();
  const entries = [
    { label: t('calendar.holiday'), mark: t('calendar.holidayMark'), style: COLOURS.holiday },
    { label: t('calendar.makeup'), mark: t('calendar.makeupMark'), style: COLOURS.makeup },
    { label: t('calendar.weekend'), mark: '', style: COLOURS.weekend },
    { label: t('calendar.today'), mark: '', style: { outline: '2px solid #1558b0' } },
    ...(differing ? [{ label: t('calendar.changed'), mark: '', style: { outline: '2px solid #d46b08' } }] : []),
  ];
  return (
    <Flex wrap gap="4px 16px" aria-label={t('calendar.legend')}>
      {entries.map(({ label, mark, style }) => (
        <Flex key={label} gap={6} align="center">
          <span aria-hidden style={{ ...BOX, ...style }}>
            {mark}
          </span>
          {label}
        </Flex>
      ))}
    </Flex>
  );
}

const BOX = {
  display: 'inline-grid',
  placeItems: 'center',
  width: 22,
  height: 22,
  borderRadius: 4,
  fontSize: 12,
  fontWeight: 600,
} as const;
