import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Card, Col, Flex, Row, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { FunnelCard } from './funnel-card';
import { ItemsCard } from './items-card';
import { PipelineForm } from './pipeline-form';
import { type PipelineRow, useNewestYear, usePipeline, usePipelines } from './queries';

/** 资金与招商: the pipelines of a year, and the chosen one with its funnel and its items. */
export default function PipelinesPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const phone = useIsPhone();
  const address = useAddress();
  const [creating, setCreating] = useState(false);
  const asked = Number(address.get('year'));
  const given = asked >= 2000 && asked <= 2100;
  const newest = useNewestYear(!given);
  const year = given ? asked : (newest.data ?? Number(today.slice(0, 4)));
  const pipelines = usePipelines(year, given || !newest.isPending);
  const mayWrite = me.permissions.includes('pipeline.write');
  const rows = pipelines.data?.items ?? [];
  const chosen = rows.find(({ id }) => id === address.get('pipeline')) ?? rows[0];
  const choose = (id: string) => address.set({ ...NO_FILTER, pipeline: id, month: undefined });
  const go = (next: number) => address.set({ ...NO_FILTER, year: String(next), pipeline: undefined, month: undefined });
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('pipelines.title')}
        </Typography.Title>
        <Space wrap>
          <Space.Compact>
            <Button
              icon={<LeftOutlined />}
              aria-label={t('projects.one.yearN', { year: year - 1 })}
              onClick={() => go(year - 1)}
            />
            <Button>{t('projects.one.yearN', { year })}</Button>
            <Button
              icon={<RightOutlined />}
              aria-label={t('projects.one.yearN', { year: year + 1 })}
              onClick={() => go(year + 1)}
            />
          </Space.Compact>
          {mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('pipelines.create')}
            </Button>
          )}
        </Space>
      </Flex>
      <DemoNote />
      {!pipelines.data ? (
        <PageState error={pipelines.error} onRetry={() => void pipelines.refetch()} />
      ) : !chosen ? (
        <Card>
          <Empty text={t(mayWrite ? 'pipelines.emptyWrite' : 'pipelines.empty', { year })} />
        </Card>
      ) : (
        <Row gutter={[16, 16]}>
          <Col xs={24} lg={6}>
            {phone ? (
              <Select
                aria-label={t('pipelines.title')}
                style={{ width: '100%' }}
                value={chosen.id}
                options={rows.map((row) => ({ value: row.id, label: row.name }))}
                onChange={choose}
              />
            ) : (
              <Flex vertical gap={8}>
                {rows.map((row) => (
                  <Choice key={row.id} row={row} chosen={row.id === chosen.id} onChoose={() => choose(row.id)} />
                ))}
              </Flex>
            )}
          </Col>
          <Col xs={24} lg={18}>
            <One key={chosen.id} id={chosen.id} />
          </Col>
        </Row>
      )}
      {creating && <PipelineForm year={year} onClose={() => setCreating(false)} />}
    </Flex>
  );
}

/** Another pipeline has other stages and sectors. */
const NO_FILTER = { q: undefined, stage: undefined, sector: undefined, unit: undefined };

function One({ id }: { id: string }) {
  const pipeline = usePipeline(id);
  if (!pipeline.data) return <PageState error={pipeline.error} onRetry={() => void pipeline.refetch()} />;
  return (
    <Flex vertical gap={16}>
      <FunnelCard pipeline={pipeline.data} />
      <ItemsCard pipeline={pipeline.data} />
    </Flex>
  );
}

function Choice({ row, chosen, onChoose }: { row: PipelineRow; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Button
      block
      aria-pressed={chosen}
      type={chosen ? 'primary' : 'default'}
      ghost={chosen}
      onClick={onChoose}
      style={{ height: 'auto', padding: '10px 14px', justifyContent: 'start', textAlign: 'start', background: '#fff' }}
    >
      <span style={{ whiteSpace: 'normal' }}>
        <strong>{row.name}</strong>
        <br />
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {[word('pipelineKind', row.kind), row.items > 0 && t('pipelines.items', { count: row.items })]
            .filter(Boolean)
            .join(' · ')}
        </Typography.Text>
      </span>
    </Button>
  );
}
