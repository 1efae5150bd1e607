import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Collapse, Flex, Space, Table, type TableColumnsType, Tooltip, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { EvaluationActions } from './evaluation-actions';
import { ObjectionForm } from './objection-form';
import { Objections } from './objections';
import { Rank, StateTag } from './pieces';
import { type Evaluation, useEvaluation } from './queries';
import { UnitDrawer } from './unit-drawer';

type Unit = Evaluation['units'][number];

/** One evaluation: the ranking, what each point comes from, objections and how they were ruled. */
export default function EvaluationPage() {
  const { id = '' } = useParams();
  const evaluation = useEvaluation(id);
  if (!evaluation.data) return <PageState error={evaluation.error} onRetry={() => void evaluation.refetch()} />;
  return <Shown evaluation={evaluation.data} />;
}

function Shown({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const [objecting, setObjecting] = useState<{ itemCode?: string }>();
  const mayObject = evaluation.allowedActions.includes('object');
  const time = (instant: string) => dayjs(instant).format(t('orders.time'));
  const open = evaluation.months.filter(({ revision }) => revision === 0).map(({ month }) => month);
  const unitId = get('unit');
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="start" wrap gap={12}>
        <div style={{ minWidth: 0 }}>
          <Link to="/scoring?tab=evaluations">{t('scoring.tabs.evaluations')}</Link>
          <Typography.Title level={4} style={{ margin: '4px 0' }}>
            {evaluation.periodName} · {evaluation.schemeName}
          </Typography.Title>
          <Flex wrap gap={8} align="center">
            <StateTag state={evaluation.state} />
            <Typography.Text type="secondary">
              {[
                ...(evaluation.revision > 1 ? [t('scoring.evaluation.revision', { n: evaluation.revision })] : []),
                t('scoring.evaluation.schemeVersion', { n: evaluation.schemeVersion }),
                t('scoring.evaluation.asOf', { day: evaluation.asOf }),
                ...(evaluation.publishedAt !== null
                  ? [t('scoring.evaluation.publishedAt', { time: time(evaluation.publishedAt) })]
                  : evaluation.objectionsUntil !== null
                    ? [t('scoring.evaluation.until', { time: time(evaluation.objectionsUntil) })]
                    : []),
              ].join(' · ')}
            </Typography.Text>
          </Flex>
        </div>
        <Space wrap>
          <Button icon={<DownloadOutlined />} href={`/api/evaluations/${evaluation.id}/export`}>
            {t('scoring.export')}
          </Button>
          <EvaluationActions evaluation={evaluation} />
          {mayObject && (
            <Button type="primary" onClick={() => setObjecting({})}>
              {t('scoring.objections.button')}
            </Button>
          )}
        </Space>
      </Flex>
      <DemoNote />
      {evaluation.reason !== null && (
        <Alert type="info" showIcon title={t('scoring.evaluation.reason', { reason: evaluation.reason })} />
      )}
      {evaluation.state === 'draft' && open.length > 0 && (
        <Alert type="warning" showIcon title={t('scoring.evaluation.monthsOpen', { months: open.join('、') })} />
      )}
      <Card styles={{ body: { padding: phone ? 12 : 20 } }}>
        {phone ? (
          <Cards evaluation={evaluation} onOpen={(unit) => set({ unit })} />
        ) : (
          <Rows evaluation={evaluation} onOpen={(unit) => set({ unit })} />
        )}
        {evaluation.without.length > 0 && (
          <Alert
            style={{ marginTop: 16 }}
            type="info"
            title={t('scoring.evaluation.withoutTitle')}
            description={evaluation.without.map((unit) => (
              <div key={unit.unitId}>
                {unit.name}：{unit.reason}
              </div>
            ))}
          />
        )}
      </Card>
      {evaluation.state !== 'draft' && <Objections evaluation={evaluation} />}
      <Section title={t('scoring.evaluation.rules')}>
        <ol style={{ margin: 0, paddingInlineStart: 20 }}>
          {evaluation.items.map(({ code, name, rule }) => (
            <li key={code} className="wrap-anywhere">
              <strong>{name}</strong>：{rule}
            </li>
          ))}
        </ol>
      </Section>
      <Collapse
        items={[{ key: 'steps', label: t('scoring.evaluation.steps'), children: <Steps evaluation={evaluation} /> }]}
      />
      {unitId !== undefined && (
        <UnitDrawer
          key={unitId}
          evaluation={evaluation}
          unitId={unitId}
          onObject={mayObject ? (itemCode) => setObjecting({ itemCode }) : undefined}
          onClose={() => set({ unit: undefined })}
        />
      )}
      {objecting && (
        <ObjectionForm evaluation={evaluation} item={objecting.itemCode} onClose={() => setObjecting(undefined)} />
      )}
    </Flex>
  );
}

function Steps({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation();
  return (
    <>
      {evaluation.steps.map(({ number, why, madeAt, madeByName }) => (
        <div key={number} className="wrap-anywhere">
          {why}{' '}
          <Typography.Text type="secondary">
            {t('scoring.evaluation.step', { time: dayjs(madeAt).format(t('orders.time')), name: madeByName })}
          </Typography.Text>
        </div>
      ))}
      {evaluation.sha256 !== null && (
        <Typography.Paragraph type="secondary" className="wrap-anywhere" style={{ margin: '8px 0 0' }}>
          {t('scoring.evaluation.hash')}：{evaluation.sha256}
        </Typography.Paragraph>
      )}
    </>
  );
}

/** Whose points a person may open: the bureau and leaders all, a department its own. */
function useMayOpen(): (unitId: string) => boolean {
  const { roles, unitId: own } = useMe();
  const all = roles.some((role) => ['supervisor', 'leader', 'administrator'].includes(role));
  return (unitId) => all || unitId === own;
}

interface ListProps {
  evaluation: Evaluation;
  onOpen: (unitId: string) => void;
}

function Rows({ evaluation, onOpen }: ListProps) {
  const { t } = useTranslation();
  const mayOpen = useMayOpen();
  const points = (unit: Unit, code: string) => unit.items.find((item) => item.code === code);
  const columns: TableColumnsType<Unit> = [
    { title: t('scoring.rank'), width: 72, align: 'center', render: (_, { rank }) => <Rank rank={rank} /> },
    {
      title: t('scoring.unit'),
      width: 180,
      render: (_, { unitId, name }) =>
        mayOpen(unitId) ? (
          <Button
            type="link"
            style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
            aria-label={t('scoring.drill.openLabel', { name })}
            onClick={() => onOpen(unitId)}
          >
            {name}
          </Button>
        ) : (
          name
        ),
    },
    ...evaluation.items.map(({ code, name }) => ({
      title: name,
      key: code,
      align: 'right' as const,
      render: (_: unknown, unit: Unit) => {
        const item = points(unit, code);
        if (!item) return t('months.none');
        if (item.note === null) return item.points;
        return (
          <Tooltip title={item.note}>
            <span tabIndex={0} style={{ borderBottom: '1px dotted' }}>
              {item.points}
            </span>
          </Tooltip>
        );
      },
    })),
    {
      title: t('scoring.evaluation.total'),
      width: 96,
      align: 'right',
      fixed: 'right',
      render: (_, { total }) => <strong>{total}</strong>,
    },
  ];
  return (
    <Table<Unit>
      size="small"
      rowKey="unitId"
      columns={columns}
      dataSource={evaluation.units}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  );
}

function Cards({ evaluation, onOpen }: ListProps) {
  const { t } = useTranslation();
  const mayOpen = useMayOpen();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {evaluation.units.map(({ unitId, name, rank, total }, index) => (
        <li key={unitId} style={{ padding: '8px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
          <Flex gap={10} align="center">
            <Rank rank={rank} />
            <span style={{ flex: 1, minWidth: 0 }} className="wrap-anywhere">
              {mayOpen(unitId) ? (
                <Button
                  type="link"
                  style={{ padding: 0, height: 'auto', minHeight: 36, whiteSpace: 'normal', textAlign: 'start' }}
                  aria-label={t('scoring.drill.openLabel', { name })}
                  onClick={() => onOpen(unitId)}
                >
                  {name}
                </Button>
              ) : (
                name
              )}
            </span>
            <strong>{total}</strong>
          </Flex>
        </li>
      ))}
    </ul>
  );
}
