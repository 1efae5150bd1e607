import { Button, Card, Collapse, Descriptions, Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ChangeForm } from './change-form';
import { type Measure, useMeasureDefinitions } from './queries';

/** 指标口径: how every figure is defined, since when, and by whom it was changed. */
export default function MeasuresPage() {
  const { t } = useTranslation();
  const me = useMe();
  const measures = useMeasureDefinitions();
  const [changing, setChanging] = useState<string>();
  if (!measures.data) return <PageState error={measures.error} onRetry={() => void measures.refetch()} />;
  const families = [...new Set(measures.data.map(({ family }) => family))];
  const may = me.roles.some((role) => role === 'supervisor' || role === 'administrator');
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('measures.title')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('measures.hint')}</Typography.Text>
      </Card>
      {families.map((family) => (
        <Section key={family} title={t(`measures.family.${family}`)}>
          <Collapse
            ghost
            items={measures.data
              .filter((measure) => measure.family === family)
              .map((measure) => ({
                key: measure.code,
                label: `${measure.current.name}（${measure.current.unit}）`,
                children: <Versions measure={measure} onChange={may ? () => setChanging(measure.code) : undefined} />,
              }))}
          />
        </Section>
      ))}
      {measures.data
        .filter(({ code }) => code === changing)
        .map((measure) => (
          <ChangeForm key={measure.code} measure={measure} onClose={() => setChanging(undefined)} />
        ))}
    </Flex>
  );
}

function Versions({ measure, onChange }: { measure: Measure; onChange?: () => void }) {
  const { t } = useTranslation();
  const named = (name: string | null) => measure.quantities.find((one) => one.name === name)?.label;
  return (
    <Flex vertical gap={12} align="start">
      {measure.versions.map((version) => (
        <Descriptions
          key={version.version}
          size="small"
          column={1}
          title={t('measures.version', {
            n: version.version,
            month: dayjs(version.fromMonth).format(t('months.monthFormat')),
          })}
          items={[
            { key: 'formula', label: t('measures.formula'), children: version.formula },
            { key: 'population', label: t('measures.population'), children: version.population },
            ...(version.denominator === null
              ? []
              : [
                  {
                    key: 'parts',
                    label: t('measures.parts'),
                    children: t('measures.partsOf', {
                      numerator: named(version.numerator),
                      denominator: named(version.denominator),
                    }),
                  },
                ]),
            ...(measure.family === 'investment'
              ? [{ key: 'basis', label: t('measures.basis'), children: t(`measures.bases.${version.basis}`) }]
              : []),
            {
              key: 'direction',
              label: t('measures.direction'),
              children: t(`measures.directions.${version.direction}`),
            },
            { key: 'source', label: t('measures.source'), children: version.source },
            { key: 'digits', label: t('measures.digits'), children: version.digits ?? t('measures.digitsOfList') },
            ...(version.reason === null
              ? []
              : [
                  {
                    key: 'reason',
                    label: t('measures.reason'),
                    children: [version.reason, version.enteredByName].filter(Boolean).join(' · '),
                  },
                ]),
          ]}
        />
      ))}
      {onChange && <Button onClick={onChange}>{t('measures.change')}</Button>}
    </Flex>
  );
}
