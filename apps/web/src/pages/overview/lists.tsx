import type { TFunction } from 'i18next';
import { Collapse, Flex, Segmented, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { Chart } from '../../components/chart';
import { Empty } from '../../components/empty';
import { FigureLink } from '../../components/figure-link';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { Pace, Percent } from '../months/figure';
import { curveOption } from './curve-option';
import { LightDot } from './light-dot';
import { LIGHT_FILL } from './looks';
import { RateBar } from './rate-bar';
import type { Overview, OverviewList } from './queries';

/** Every list against the time schedule, and where it will stand at the end of the year. */
export function Lists({ overview, revision }: { overview: Overview; revision?: number }) {
  const { t } = useTranslation();
  const { lists, month } = overview;
  const schedule = lists[0]?.timeSchedule;
  return (
    <Section
      title={t('overview.lists.title')}
      extra={
        schedule && (
          <Typography.Text type="secondary">{t('overview.lists.schedule', { value: schedule })}</Typography.Text>
        )
      }
    >
      {lists.length === 0 ? (
        <Empty text={t('overview.lists.empty', { year: month.slice(0, 4) })} />
      ) : (
        <Flex vertical gap={18}>
          {lists.map((list) => (
            <Line key={list.listId} list={list} month={month} revision={revision} />
          ))}
          <Curve lists={lists} />
          <Collapse
            ghost
            size="small"
            items={[{ key: 'how', label: t('overview.lists.how'), children: t('overview.lists.howText') }]}
          />
        </Flex>
      )}
    </Section>
  );
}

function Line({ list, month, revision }: { list: OverviewList; month: string; revision?: number }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const target = { month, scopeKind: 'list', scopeId: list.listId, revision } as const;
  return (
    <div>
      <Flex justify="space-between" align="baseline" wrap gap="0 12px">
        <span className="wrap-anywhere">
          <Typography.Text strong>{list.name}</Typography.Text>{' '}
          <span style={{ fontSize: 20, fontWeight: 600 }}>
            <FigureLink {...target} measure="investment.rate" label={list.name}>
              <Percent value={list.completionRate} />
            </FigureLink>
          </span>
        </span>
        <Pace gap={list.gap} />
      </Flex>
      <RateBar
        rate={list.completionRate}
        schedule={list.timeSchedule}
        colour={LIGHT_FILL[list.light]}
        label={list.name}
      />
      <Flex justify="space-between" wrap gap="0 16px" style={{ fontSize: 13 }}>
        <Typography.Text type="secondary">
          {t('overview.lists.line', { completed: amount(list.completed), plan: amount(list.annualPlan) })}
          {' · '}
          {t('overview.lists.projects', { count: list.projects })}
          {list.basisNote && `（${list.basisNote}）`}
        </Typography.Text>
        <ForecastWords list={list} />
      </Flex>
    </div>
  );
}

/** The forecast in one line, with its range and what it means for the plan. */
function ForecastWords({ list }: { list: OverviewList }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { forecast } = list;
  if (forecast.gap !== null) {
    return <Typography.Text type="secondary">{t(`overview.lists.gap.${forecast.gap}`)}</Typography.Text>;
  }
  if (forecast.method === 'over') return <Typography.Text type="secondary">{t('overview.lists.over')}</Typography.Text>;
  const { rate, lowRate, highRate, point, low, high } = forecast;
  const main =
    rate === null
      ? t('overview.lists.forecastAmount', { amount: amount(point) })
      : t('overview.lists.forecast', { rate });
  const range =
    lowRate === null || highRate === null
      ? t('overview.lists.rangeAmount', { low: amount(low), high: amount(high) })
      : t('overview.lists.range', { low: lowRate, high: highRate });
  return (
    <span title={forecastTitle(list, t)}>
      {main}
      <Typography.Text type="secondary">（{range}）</Typography.Text>{' '}
      {forecast.light !== 'none' && (
        <LightDot light={forecast.light} text={t(`overview.lists.light.${forecast.light}`)} />
      )}
    </span>
  );
}

function forecastTitle({ forecast }: OverviewList, t: TFunction): string {
  const { method, tests, error, upTo } = forecast;
  return [
    method && t(`overview.lists.method.${method}`),
    error === null ? t('overview.lists.untested') : t('overview.lists.tested', { tests, error }),
    upTo && t('overview.lists.upTo', { month: upTo }),
  ]
    .filter(Boolean)
    .join('；');
}

/** One list's months against the schedule, its forecast dotted with the range around it; which list, the address says. */
function Curve({ lists }: { lists: OverviewList[] }) {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const drawn = lists.filter(({ forecast, annualPlan }) => forecast.curve.length > 0 && Number(annualPlan) > 0);
  const list = drawn.find(({ listId }) => listId === get('curve')) ?? drawn[0];
  if (!list) return null;
  const said = forecastTitle(list, t);
  return (
    <div>
      <Flex vertical gap={8}>
        <Typography.Text strong>{t('overview.lists.chart')}</Typography.Text>
        {drawn.length > 1 && (
          <div style={{ overflowX: 'auto' }}>
            <Segmented
              size="small"
              aria-label={t('overview.lists.chart')}
              value={list.listId}
              options={drawn.map(({ listId, name }) => ({ value: listId, label: name }))}
              onChange={(id) => set({ curve: id === drawn[0]?.listId ? undefined : id })}
            />
          </div>
        )}
      </Flex>
      <Chart option={curveOption(list, t)} height={230} label={t('overview.lists.chartOf', { name: list.name })} />
      {list.forecast.gap === null && list.forecast.method !== 'over' && (
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {said}。
        </Typography.Text>
      )}
    </div>
  );
}
