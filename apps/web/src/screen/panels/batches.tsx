import { BatchFunnel } from '../../components/batch-funnel';
import { FUNNEL } from '../looks';
import type { Screen } from '../use-screen';
import { amountText, t } from '../words';
import { Panel, Quiet } from './panel';

const STAGES = ['signed', 'started', 'production'] as const;

/** 三个一批, and the statistics registry beside its name. */
export function Batches({ batches }: { batches: Screen['threeBatches'] }) {
  const { registry } = batches;
  const nobody = STAGES.every((which) => batches[which].projects === 0);
  const rate = (value: string | null): string => (value === null ? t('none') : t('percent', { value }));
  return (
    <Panel
      title={t('batches.title')}
      said={
        registry.eligible > 0 &&
        `${t('batches.registryRate')} ${rate(registry.rate)}（${t('batches.eligible', { entered: registry.entered, eligible: registry.eligible })}）`
      }
    >
      {nobody ? (
        <Quiet text={t('batches.empty')} />
      ) : (
        <BatchFunnel
          look={FUNNEL}
          stages={STAGES.map((which) => {
            const batch = batches[which];
            return {
              key: which,
              name: t(`batches.${which}`),
              population: t('batches.of', { count: batch.projects, amount: amountText(batch.totalInvestment) }),
              reached: t('batches.reached', { step: t(`batches.${which}Step`), count: batch.reached }),
              rateName: t(`batches.${which}Rate`),
              rate: rate(batch.rate),
              share: batch.projects === 0 ? 0 : batch.reached / batch.projects,
            };
          })}
        />
      )}
    </Panel>
  );
}
