import { App, Button, Descriptions, Drawer, Flex, Pagination, Popconfirm, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { Chart } from '../../components/chart';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Value } from './figures';
import { IndicatorForm } from './indicator-form';
import { type Detail, type Group, useActuals, useChanges, useIndicator, useRemoveIndicator, useTrend } from './queries';
import { SplitEditor } from './split-editor';

interface IndicatorDrawerProps {
  id: string;
  month: string;
  groups: Group[];
  onClose: () => void;
}

/** One indicator: its curve, targets, what was entered by whom, and what changed. */
export function IndicatorDrawer({ id, month, groups, onClose }: IndicatorDrawerProps) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { message } = App.useApp();
  const found = useIndicator(id);
  const remove = useRemoveIndicator();
  const [editing, setEditing] = useState<'facts' | 'split'>();
  const one = found.data;
  const may = (action: Detail['allowedActions'][number]) => one?.allowedActions.includes(action) ?? false;
  return (
    <Drawer
      open
      size={720}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={one && `${one.code}\u3000${one.name}`}
      onClose={onClose}
      extra={
        <Space>
          {may('split') && one?.level === 2 && (
            <Button onClick={() => setEditing('split')}>{t('indicators.splitEdit')}</Button>
          )}
          {may('edit') && <Button onClick={() => setEditing('facts')}>{t('indicators.edit')}</Button>}
        </Space>
      }
    >
      {!one ? (
        <PageState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Flex vertical gap={20}>
          <Descriptions
            size="small"
            column={{ xs: 1, sm: 2 }}
            items={[
              { label: t('indicators.kind'), children: word('indicatorKind', one.kind) },
              { label: t('indicators.direction'), children: word('direction', one.direction) },
              { label: t('indicators.target'), children: <Value value={one.target} unit={one.unit} /> },
              { label: t('indicators.unitName'), children: one.unitName ?? '—' },
              { label: t('indicators.source'), span: 'filled', children: one.source || '—' },
            ]}
          />
          {one.targets.length > 1 && (
            <Part title={t('indicators.targets')}>
              {one.targets.map(({ from, target, enteredByName }) => (
                <div key={from}>
                  {t('indicators.targetSince', { month: from })}{' '}
                  {target === null ? t('indicators.noTarget') : <Value value={target} unit={one.unit} />}{' '}
                  <Typography.Text type="secondary">{enteredByName}</Typography.Text>
                </div>
              ))}
            </Part>
          )}
          <Trend indicator={one} />
          <Actuals indicator={one} />
          <Changes indicator={one} />
          {may('edit') && (
            <Popconfirm
              title={t('indicators.removeConfirm', { name: one.name })}
              okText={t('indicators.remove')}
              cancelText={t('shell.cancel')}
              onConfirm={() =>
                remove.mutateAsync(one.id).then(
                  () => {
                    void message.success(t('indicators.removed'));
                    onClose();
                  },
                  (error: unknown) => void message.error(sentenceOf(error)),
                )
              }
            >
              <Button danger style={{ alignSelf: 'start' }}>
                {t('indicators.remove')}
              </Button>
            </Popconfirm>
          )}
          {editing === 'facts' && (
            <IndicatorForm
              indicator={one}
              year={one.year}
              month={month}
              groups={groups}
              onClose={() => setEditing(undefined)}
            />
          )}
          {editing === 'split' && <SplitEditor indicator={one} onClose={() => setEditing(undefined)} />}
        </Flex>
      )}
    </Drawer>
  );
}

const Part = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <section>
    <Typography.Title level={5}>{title}</Typography.Title>
    {children}
  </section>
);

function Trend({ indicator }: { indicator: Detail }) {
  const { t } = useTranslation();
  const trend = useTrend(indicator.id);
  const points = trend.data?.items ?? [];
  if (!trend.data) return <PageState error={trend.error} onRetry={() => void trend.refetch()} />;
  const label = t('indicators.trend', { name: indicator.name });
  if (points.every(({ actual, target }) => actual === null && target === null))
    return (
      <Part title={label}>
        <Empty text={t('indicators.noTrend')} />
      </Part>
    );
  const line = (name: string, color: string, values: (string | null)[], type = 'solid') => ({
    ...{ name, type: 'line', connectNulls: true, itemStyle: { color }, lineStyle: { color, width: 2, type } },
    data: values,
  });
  const option = {
    grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: points.map(({ month }) => `${Number(month.slice(5))}月`) },
    // A rank of 1 stands at the top.
    yAxis: { type: 'value', name: indicator.unit, inverse: indicator.kind === 'rank', scale: true },
    series: [
      line(
        t('indicators.trendActual'),
        '#1677ff',
        points.map(({ actual }) => actual),
      ),
      line(
        t('indicators.trendTarget'),
        '#d46b08',
        points.map(({ target }) => target),
        'dashed',
      ),
      line(
        t('indicators.trendBefore'),
        '#8c8c8c',
        points.map(({ yearBefore }) => yearBefore),
        'dotted',
      ),
    ],
  };
  return (
    <Part title={label}>
      <Chart option={option} height={240} label={label} />
    </Part>
  );
}

function Actuals({ indicator }: { indicator: Detail }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const actuals = useActuals(indicator.id, page);
  if (!actuals.data) return <PageState error={actuals.error} onRetry={() => void actuals.refetch()} />;
  return (
    <Part title={t('indicators.actuals')}>
      {actuals.data.total === 0 && <Empty text={t('indicators.noActuals')} />}
      {actuals.data.items.map(({ month, unitId, unitName, value, statedShare, note, enteredByName, enteredAt }) => (
        <div key={`${month} ${unitId ?? ''}`} style={{ borderBottom: '1px solid #f0f0f0', padding: '6px 0' }}>
          <Flex justify="space-between" gap={8} wrap>
            <span>
              {month} {unitName}
            </span>
            <span>
              <Value value={value} unit={indicator.unit} />
              {statedShare !== null && `（${statedShare}%）`}
            </span>
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 12 }}>
            {[note, t('indicators.enteredBy', { name: enteredByName ?? '—', day: enteredAt.slice(0, 10) })]
              .filter(Boolean)
              .join(' · ')}
          </Typography.Text>
        </div>
      ))}
      <Pages page={page} size={12} total={actuals.data.total} onChange={setPage} />
    </Part>
  );
}

function Changes({ indicator }: { indicator: Detail }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const changes = useChanges(indicator.id, page);
  const kinds = t('indicators.changeKinds', { returnObjects: true });
  const actions = t('indicators.changeActions', { returnObjects: true });
  if (!changes.data || changes.data.total === 0) return null;
  return (
    <Part title={t('indicators.changes')}>
      {changes.data.items.map((change) => (
        <div key={change.id} style={{ borderBottom: '1px solid #f0f0f0', padding: '6px 0' }}>
          <Flex justify="space-between" gap={8} wrap>
            <span>
              {actions[change.action as keyof typeof actions]}
              {kinds[change.kind as keyof typeof kinds]} {String(change.after?.month ?? '')}{' '}
              {String(change.after?.unitName ?? '')}
            </span>
            <Typography.Text type="secondary">
              {change.actorName} · {change.at.slice(0, 16).replace('T', ' ')}
            </Typography.Text>
          </Flex>
          <Words change={change} />
          {change.reason && <Typography.Text type="secondary">{change.reason}</Typography.Text>}
        </div>
      ))}
      <Pages page={page} size={10} total={changes.data.total} onChange={setPage} />
    </Part>
  );
}

type Facts = Record<string, unknown>;

/** Before and after of what has words of its own. */
function Words({ change }: { change: { kind: string; before?: Facts | null; after?: Facts | null } }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const labels: Record<string, string> = {
    ...{ value: t('indicators.actual'), yearBefore: t('indicators.yearBefore'), note: t('indicators.entryNote') },
    ...{ name: t('indicators.name'), unit: t('indicators.unit'), kind: t('indicators.kind') },
    ...{ direction: t('indicators.direction'), digits: t('indicators.digits'), source: t('indicators.source') },
    ...{ target: t('indicators.target'), targetFrom: t('indicators.targetFrom') },
  };
  const show = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('projects.form.empty');
    if (field === 'kind') return word('indicatorKind', String(value));
    return field === 'direction' ? word('direction', String(value)) : String(value);
  };
  const fields = Object.keys(labels).filter((field) => change.after && field in change.after);
  if (change.kind === 'indicator-split') {
    const items = (side?: Facts | null) =>
      ((side?.items ?? []) as { month: string | null; unitName: string | null; target: string }[]).map(
        ({ month, unitName, target }) =>
          `${month ?? t('indicators.splitYear')}${unitName ? ` ${unitName}` : ''} ${target}`,
      );
    return (
      <>
        {t('indicators.changeTo', {
          before: items(change.before).join('，') || '—',
          after: items(change.after).join('，') || '—',
        })}
      </>
    );
  }
  return (
    <>
      {fields
        .filter((field) => change.before || (change.after?.[field] ?? '') !== '')
        .map((field) => {
          const after = show(field, change.after?.[field]);
          const told = change.before
            ? t('indicators.changeTo', { before: show(field, change.before[field]), after })
            : after;
          return `${labels[field] ?? ''}：${told}`;
        })
        .join('；')}
    </>
  );
}

const Pages = (props: { page: number; size: number; total: number; onChange: (page: number) => void }) => (
  <Pagination
    simple
    align="center"
    style={{ marginTop: 8 }}
    current={props.page}
    pageSize={props.size}
    total={props.total}
    hideOnSinglePage
    onChange={props.onChange}
  />
);
