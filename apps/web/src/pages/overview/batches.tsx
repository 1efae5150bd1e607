import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { BatchFunnel, type FunnelLook, type FunnelStage } from '../../components/batch-funnel';
import { Empty } from '../../components/empty';
import { FigureLink } from '../../components/figure-link';
import { Section } from '../../components/section';
import { Percent } from '../months/figure';
import type { Overview } from './queries';

const LOOK: FunnelLook = {
  empty: '#e6eef8',
  full: '#a9c8ee',
  ink: '#1c2b3d',
  faint: 'rgba(0, 0, 0, 0.62)',
  height: 56,
  gap: 6,
  name: 14,
  text: 12,
  rate: 20,
};

/** 三个一批: signed, started, in production, and the statistics registry beside them. */
export function Batches({ overview, revision }: { overview: Overview; revision?: number }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { threeBatches, month } = overview;
  const { registry } = threeBatches;
  const stages = (['signed', 'started', 'production'] as const).map((which): FunnelStage => {
    const batch = threeBatches[which];
    return {
      key: which,
      name: t(`overview.batches.${which}`),
      population: t('overview.batches.of', { count: batch.projects, amount: amount(batch.totalInvestment) }),
      reached: t('overview.batches.reached', { step: t(`overview.batches.${which}Step`), count: batch.reached }),
      rateName: t(`overview.batches.${which}Rate`),
      rate: (
        <FigureLink
          {...{ month, revision, scopeKind: 'total' as const }}
          measure={`batches.${which}.rate`}
          label={t(`overview.batches.${which}Rate`)}
        >
          <Percent value={batch.rate} />
        </FigureLink>
      ),
      share: batch.projects === 0 ? 0 : batch.reached / batch.projects,
    };
  });
  const nobody = stages.every(({ share }, index) => share === 0 && threeBatches[KEYS[index]!].projects === 0);
  return (
    <Section title={t('overview.batches.title')}>
      {nobody && registry.eligible === 0 ? (
        <Empty text={t('overview.batches.empty')} />
      ) : (
        <>
          <BatchFunnel stages={stages} look={LOOK} />
          <div
            style={{ margin: '12px 0 4px', display: 'flex', flexWrap: 'wrap', gap: '0 8px', alignItems: 'baseline' }}
          >
            <span>
              {t('overview.batches.registry')} · {t('overview.batches.registryRate')}
            </span>
            <span style={{ fontSize: 20, fontWeight: 600 }}>
              <FigureLink
                {...{ month, revision, scopeKind: 'total' as const }}
                measure="batches.registry.rate"
                label={t('overview.batches.registryRate')}
              >
                <Percent value={registry.rate} />
              </FigureLink>
            </span>
            <Typography.Text type="secondary">
              {t('overview.batches.eligible', { count: registry.eligible })}，
              {t('overview.batches.reached', { step: t('overview.batches.registryStep'), count: registry.entered })}
            </Typography.Text>
          </div>
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {t('overview.batches.note')}
          </Typography.Text>
        </>
      )}
    </Section>
  );
}

const KEYS = ['signed', 'started', 'production'] as const;
