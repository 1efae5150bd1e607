import { FileSearchOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Grid, Space, Tag, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useSumText } from '../../components/amount';
import { Chart } from '../../components/chart';
import { MonthInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { FigureLink } from '../../components/figure-link';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { useAddress } from '../../components/use-address';
import { PipelineForm } from './pipeline-form';
import { type Figures, type Pipeline, type StageFigures, useFigures } from './queries';
import { TallyForm } from './tally-forms';
import { Tallies } from './tallies';

const BLUES = ['#12488f', '#1558b0', '#2f73c9', '#5b93d8', '#86b0e3', '#aecaec'];

/** What the stages of a pipeline count at the end of a month: drawn, and in words beside it. */
export function FunnelCard({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { get, set } = useAddress();
  const [open, setOpen] = useState<'edit' | 'tally'>();
  const figures = useFigures(pipeline.id, get('month'));
  const may = (action: Pipeline['allowedActions'][number]) => pipeline.allowedActions.includes(action);
  const tallied = pipeline.stages.some(({ tallies }) => tallies.length > 0);
  return (
    <Section
      title={<span style={{ whiteSpace: 'normal' }}>{pipeline.name}</span>}
      extra={
        may('edit') && (
          <Space wrap>
            <Button onClick={() => setOpen('edit')}>{t('pipelines.edit')}</Button>
            <Button onClick={() => setOpen('tally')}>{t('pipelines.tally.open')}</Button>
          </Space>
        )
      }
    >
      {!figures.data ? (
        <PageState error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <Flex vertical gap={12} style={{ opacity: figures.isPlaceholderData ? 0.5 : 1 }}>
          <Flex align="center" gap={8} wrap>
            <span>{t('pipelines.asOf')}</span>
            <div style={{ width: 170 }}>
              <MonthInput
                aria-label={t('pipelines.asOf')}
                value={figures.data.month}
                last={today.slice(0, 7)}
                onChange={(month) => set({ month: month ?? undefined })}
              />
            </div>
          </Flex>
          <Stages figures={figures.data} />
          {tallied && <Tallies pipeline={pipeline} />}
        </Flex>
      )}
      {open === 'edit' && <PipelineForm pipeline={pipeline} year={pipeline.year} onClose={() => setOpen(undefined)} />}
      {open === 'tally' && <TallyForm pipeline={pipeline} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function Stages({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().md ?? true;
  const steps = figures.stages.filter(({ aside }) => !aside);
  const asides = figures.stages.filter(({ aside }) => aside);
  if (figures.stages.every(({ count }) => count === 0)) return <Empty text={t('pipelines.nothing')} />;
  const drawn = steps.length > 1 && steps.some(({ count }) => count > 0);
  return (
    <Flex vertical gap={12}>
      <Flex vertical={!wide} gap={16} align={wide ? 'start' : undefined}>
        {drawn && (
          <div style={{ flex: '0 0 42%', minWidth: 0 }}>
            <Funnel name={figures.name} steps={steps} />
          </div>
        )}
        <Flex vertical gap={0} style={{ flex: 1, minWidth: 0 }}>
          {steps.map((stage, index) => (
            <StageLine key={stage.stageId} stage={stage} month={figures.month} first={index === 0} />
          ))}
        </Flex>
      </Flex>
      {asides.map((stage) => (
        <StageLine
          key={stage.stageId}
          stage={stage}
          month={figures.month}
          first={asides.length === figures.stages.length}
        />
      ))}
    </Flex>
  );
}

function Funnel({ name, steps }: { name: string; steps: StageFigures[] }) {
  const { t } = useTranslation();
  const words = steps.map((stage) => `${stage.name} ${t('pipelines.pieces', { count: stage.count })}`);
  const option = {
    series: [
      {
        type: 'funnel',
        sort: 'none',
        left: 0,
        right: 0,
        top: 4,
        bottom: 4,
        min: 0,
        // The least that can still hold its words.
        minSize: '36%',
        gap: 3,
        label: { position: 'inside', color: '#fff', fontSize: 13, formatter: '{b}' },
        itemStyle: { borderWidth: 0 },
        silent: true,
        data: steps.map((stage, index) => ({
          name: words[index],
          value: stage.count,
          itemStyle: { color: BLUES[Math.min(index, 3)] },
        })),
      },
    ],
  };
  return (
    <Chart
      option={option}
      height={Math.max(140, steps.length * 56)}
      label={`${t('pipelines.chart', { name })}：${words.join('，')}`}
    />
  );
}

/** One stage: how many, how much, the share that came through, by sector. */
function StageLine({ stage, month, first }: { stage: StageFigures; month: string; first: boolean }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { set } = useAddress();
  const amount = useSumText();
  const sectorName = (sector: string) => (sector === '' ? t('pipelines.noSector') : sector);
  const told = stage.sectors.filter(({ sector }) => sector !== '').length > 0;
  return (
    <div style={{ padding: '8px 0', borderTop: first ? undefined : '1px solid #f0f0f0' }}>
      <Flex gap="4px 12px" wrap align="baseline">
        <strong>{stage.name}</strong>
        <Fact>
          <Button
            type="link"
            style={{ padding: 0, height: 'auto', fontSize: 18, fontWeight: 600 }}
            aria-label={t('pipelines.show', { stage: stage.name })}
            onClick={() => set({ stage: stage.stageId })}
          >
            {t('pipelines.pieces', { count: stage.count })}
          </Button>
          <FigureLink
            month={month}
            measure="pipeline.count"
            scopeKind="stage"
            scopeId={stage.stageId}
            label={t('pipelines.countOf', { stage: stage.name })}
          >
            <FileSearchOutlined style={{ marginInlineStart: 6 }} />
          </FigureLink>
        </Fact>
        {stage.rate !== null && stage.baseName !== null && (
          <Fact>
            <strong>{stage.rate}%</strong>{' '}
            <Typography.Text type="secondary">
              {t('pipelines.rateOf', { base: stage.baseName, count: stage.count, of: stage.baseCount ?? 0 })}
            </Typography.Text>
          </Fact>
        )}
        {stage.aside && <Tag>{t('pipelines.aside')}</Tag>}
        {stage.tallyMonth !== null && (
          <ToneTag tone="info">{t('pipelines.tallied', { month: stage.tallyMonth })}</ToneTag>
        )}
      </Flex>
      <Pieces
        of={[
          stage.amount !== null && `${word('stageAmount', stage.counts)} ${amount(stage.amount)}`,
          stage.amount !== null &&
            stage.withoutAmount > 0 &&
            t('pipelines.withoutAmount', { count: stage.withoutAmount }),
          stage.counts !== 'investment' &&
            stage.totalInvestment !== null &&
            `${t('pipelines.totalInvestment')} ${amount(stage.totalInvestment)}`,
          stage.counts !== 'requested' &&
            stage.counts !== 'obtained' &&
            stage.requested !== null &&
            `${t('pipelines.requested')} ${amount(stage.requested)}`,
          stage.units !== null && stage.units > 0 && t('pipelines.unitsN', { count: stage.units }),
        ]}
      />
      {stage.baseCount !== null && stage.count > stage.baseCount && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 4 }}
          title={t(stage.baseCount === 0 ? 'pipelines.baseEmpty' : 'pipelines.overBase', {
            stage: stage.name,
            base: stage.baseName ?? '',
            count: stage.count,
            of: stage.baseCount,
          })}
        />
      )}
      {told && (
        <Pieces
          of={[
            `${t('pipelines.sectors')}：`,
            ...stage.sectors.map(
              (part) =>
                `${sectorName(part.sector)} ${t('pipelines.pieces', { count: part.count })}${
                  part.amount === null ? '' : `（${amount(part.amount)}）`
                }`,
            ),
          ]}
        />
      )}
    </div>
  );
}

const Fact = ({ children }: { children: ReactNode }) => <span style={{ whiteSpace: 'nowrap' }}>{children}</span>;
