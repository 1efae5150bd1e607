import { Card, Col, Flex, Row, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { FigureLink, type FigureTarget } from '../../components/figure-link';
import { figuresOf, MeasureHint, Percent } from './figure';
import type { BatchMeasure, Rollup } from './queries';

/** 三个一批: four rates, each with its own population beside it. */
export function BatchesSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { threeBatches: batches } = rollup;
  const { registry } = batches;
  const of = figuresOf(rollup)('total');
  const nobody =
    batches.signed.projects + batches.started.projects + batches.production.projects + registry.eligible === 0;
  return (
    <Section title={t('months.batches.title')}>
      {nobody ? (
        <Empty text={t('months.batches.empty')} />
      ) : (
        <Flex vertical gap={12}>
          <Row gutter={[12, 12]}>
            {(['signed', 'started', 'production'] as const).map((which) => (
              <Rate
                key={which}
                which={which}
                value={batches[which].rate}
                of={of}
                population={
                  <FigureLink
                    {...of}
                    measure={`batches.${which}.investment`}
                    label={`${t(`months.batches.${which}`)} ${t('months.lists.totalInvestment')}`}
                  >
                    {t('months.batches.population', {
                      projects: batches[which].projects,
                      investment: amount(batches[which].totalInvestment),
                    })}
                  </FigureLink>
                }
                reached={batches[which].reached}
              />
            ))}
            <Rate
              which="registry"
              value={registry.rate}
              of={of}
              population={
                <FigureLink {...of} measure="batches.registry.eligible" label={t('months.batches.registry')}>
                  {t('months.batches.registryPopulation', { eligible: registry.eligible })}
                </FigureLink>
              }
              reached={registry.entered}
            />
          </Row>
          <Typography.Text type="secondary">{t('months.batches.note')}</Typography.Text>
        </Flex>
      )}
    </Section>
  );
}

function Rate(props: {
  which: BatchMeasure;
  of: Omit<FigureTarget, 'measure'>;
  value: string | null;
  population: ReactNode;
  reached: number;
}) {
  const { t } = useTranslation();
  const { which, of } = props;
  const name = t(`months.batches.${which}`);
  const rate = t(`months.batches.${which}Rate`);
  return (
    <Col xs={12} xl={6}>
      <Card size="small" type="inner" style={{ height: '100%' }}>
        <Flex justify="space-between" align="center">
          <Typography.Text type="secondary">
            {name} · {rate}
          </Typography.Text>
          <MeasureHint codes={[`threeBatches.${which}.rate`]} />
        </Flex>
        <div style={{ fontSize: 24, fontWeight: 600 }}>
          <FigureLink {...of} measure={`batches.${which}.rate`} label={`${name} ${rate}`}>
            <Percent value={props.value} />
          </FigureLink>
        </div>
        <Typography.Text type="secondary">{props.population}</Typography.Text>
        <div>
          <FigureLink
            {...of}
            measure={`batches.${which}.${which === 'registry' ? 'entered' : 'reached'}`}
            label={`${name} ${t(`months.batches.${which}Step`)}`}
          >
            {t('months.batches.reached', { reached: props.reached, step: t(`months.batches.${which}Step`) })}
          </FigureLink>
        </div>
      </Card>
    </Col>
  );
}
