import { Card, Col, Flex, Row, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { FigureLink, MeasureHint, Percent } from './figure';
import type { BatchMeasure, Rollup } from './queries';

/** 三个一批: four rates, each with its own population beside it. */
export function BatchesSection({ batches }: { batches: Rollup['threeBatches'] }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { registry } = batches;
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
                population={t('months.batches.population', {
                  projects: batches[which].projects,
                  investment: amount(batches[which].totalInvestment),
                })}
                reached={batches[which].reached}
              />
            ))}
            <Rate
              which="registry"
              value={registry.rate}
              population={t('months.batches.registryPopulation', { eligible: registry.eligible })}
              reached={registry.entered}
            />
          </Row>
          <Typography.Text type="secondary">{t('months.batches.note')}</Typography.Text>
        </Flex>
      )}
    </Section>
  );
}

function Rate(props: { which: BatchMeasure; value: string | null; population: ReactNode; reached: number }) {
  const { t } = useTranslation();
  const { which } = props;
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
          <FigureLink to={{ kind: 'batches', which }} label={`${name} ${rate}`}>
            <Percent value={props.value} />
          </FigureLink>
        </div>
        <Typography.Text type="secondary">{props.population}</Typography.Text>
        <div>
          <FigureLink to={{ kind: 'batches', which, reached: 'true' }} label={`${name} ${rate}`}>
            {t('months.batches.reached', { reached: props.reached, step: t(`months.batches.${which}Step`) })}
          </FigureLink>
        </div>
      </Card>
    </Col>
  );
}
