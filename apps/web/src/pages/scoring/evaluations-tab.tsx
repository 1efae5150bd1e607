import { PlayCircleOutlined } from '@ant-design/icons';
import {
  App,
  Button,
  Card,
  DatePicker,
  Flex,
  Form,
  Modal,
  Pagination,
  Select,
  Table,
  type TableColumnsType,
  Typography,
} from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { ToneTag } from '../../components/tone-tag';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { StateTag } from './pieces';
import { type EvaluationRow, useEvaluations, useRun, useSchemes } from './queries';

/** Evaluations, newest period first; a supervisor computes another one. */
export function EvaluationsTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { permissions } = useMe();
  const { get, set } = useAddress();
  const [running, setRunning] = useState(false);
  const mayRun = permissions.includes('scoring.run');
  const schemes = useSchemes();
  const evaluations = useEvaluations({ schemeId: get('scheme'), page: Number(get('page')) || 1, pageSize: 20 });
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={8} justify="space-between">
        <Select
          style={{ width: phone ? '100%' : 360 }}
          aria-label={t('scoring.evaluation.scheme')}
          placeholder={t('scoring.evaluation.scheme')}
          allowClear
          value={get('scheme')}
          onChange={(scheme?: string) => set({ scheme })}
          options={schemes.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
        {mayRun && (
          <Button type="primary" icon={<PlayCircleOutlined />} onClick={() => setRunning(true)}>
            {t('scoring.evaluation.run')}
          </Button>
        )}
      </Flex>
      {!evaluations.data ? (
        <PageState error={evaluations.error} onRetry={() => void evaluations.refetch()} />
      ) : (
        <Card styles={{ body: { padding: phone ? '0 12px 12px' : '12px 20px 20px' } }}>
          {evaluations.data.items.length === 0 ? (
            <Empty text={t(mayRun ? 'scoring.evaluation.none' : 'scoring.evaluation.noneForUnit')} />
          ) : phone ? (
            <Cards rows={evaluations.data.items} />
          ) : (
            <Rows rows={evaluations.data.items} />
          )}
          {evaluations.data.total > 20 && (
            <Flex justify="end" style={{ marginTop: 16 }}>
              <Pagination
                simple={phone}
                current={evaluations.data.page}
                pageSize={20}
                total={evaluations.data.total}
                showSizeChanger={false}
                onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
              />
            </Flex>
          )}
        </Card>
      )}
      {running && <RunForm scheme={get('scheme')} onClose={() => setRunning(false)} />}
    </Flex>
  );
}

function useWords() {
  const { t } = useTranslation();
  return (row: EvaluationRow): string | null => {
    const time = (instant: string) => dayjs(instant).format(t('orders.time'));
    if (row.publishedAt !== null) return t('scoring.evaluation.publishedAt', { time: time(row.publishedAt) });
    return row.objectionsUntil === null ? null : t('scoring.evaluation.until', { time: time(row.objectionsUntil) });
  };
}

function Marks({ row }: { row: EvaluationRow }) {
  const { t } = useTranslation();
  return (
    <Flex wrap gap={6}>
      <StateTag state={row.state} />
      {row.revision > 1 && <ToneTag tone="info">{t('scoring.evaluation.revision', { n: row.revision })}</ToneTag>}
      {row.openObjections > 0 && (
        <ToneTag tone="bad">{t('scoring.evaluation.openObjections', { count: row.openObjections })}</ToneTag>
      )}
    </Flex>
  );
}

function Rows({ rows }: { rows: EvaluationRow[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const columns: TableColumnsType<EvaluationRow> = [
    {
      title: t('scoring.evaluation.period'),
      width: 140,
      render: (_, row) => <Link to={`/scoring/evaluations/${row.id}`}>{row.periodName}</Link>,
    },
    { title: t('scoring.evaluation.scheme'), render: (_, row) => row.schemeName },
    { title: t('scoring.evaluation.state'), width: 260, render: (_, row) => <Marks row={row} /> },
    { title: '', width: 230, render: (_, row) => <Typography.Text type="secondary">{words(row)}</Typography.Text> },
  ];
  return <Table<EvaluationRow> size="small" rowKey="id" columns={columns} dataSource={rows} pagination={false} />;
}

function Cards({ rows }: { rows: EvaluationRow[] }) {
  const words = useWords();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li key={row.id} style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
          <Link to={`/scoring/evaluations/${row.id}`}>
            {row.periodName} · {row.schemeName}
          </Link>
          <div style={{ margin: '4px 0' }}>
            <Marks row={row} />
          </div>
          <Pieces of={[words(row)]} />
        </li>
      ))}
    </ul>
  );
}

/** `2024-10`, `2024-Q4`, `2024`, as the scheme is evaluated. */
function periodOf(kind: 'month' | 'quarter' | 'year', day: Dayjs): string {
  if (kind === 'year') return day.format('YYYY');
  return kind === 'month' ? day.format('YYYY-MM') : `${day.year()}-Q${Math.ceil((day.month() + 1) / 3)}`;
}

function RunForm({ scheme, onClose }: { scheme: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const { today } = useDistrict();
  const schemes = useSchemes();
  const run = useRun();
  const [form] = Form.useForm<{ schemeId: string; day: Dayjs }>();
  const chosen = Form.useWatch('schemeId', form) ?? scheme;
  const kind = schemes.data?.items.find(({ id }) => id === chosen)?.period ?? 'month';
  const submit = async () => {
    const { schemeId, day } = await form.validateFields();
    try {
      const made = await run.mutateAsync({ schemeId, period: periodOf(kind, day) });
      void message.success(t('scoring.evaluation.done'));
      void navigate(`/scoring/evaluations/${made.id}`);
    } catch (error) {
      form.setFields([{ name: 'day', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <Modal
      open
      title={t('scoring.evaluation.runTitle')}
      okText={t('scoring.evaluation.run')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={run.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{t('scoring.evaluation.runHint')}</p>
      <Form form={form} layout="vertical" initialValues={{ schemeId: scheme, day: dayjs(today).subtract(1, 'month') }}>
        <Form.Item
          name="schemeId"
          label={t('scoring.evaluation.scheme')}
          rules={[{ required: true, message: t('scoring.evaluation.schemeRequired') }]}
        >
          <Select
            options={schemes.data?.items
              .filter(({ active }) => active)
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
        <Form.Item
          name="day"
          label={t(`scoring.evaluation.${kind}`)}
          rules={[{ required: true, message: t('scoring.evaluation.periodRequired') }]}
        >
          <DatePicker picker={kind} style={{ width: '100%' }} allowClear={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
