import { Button, Collapse, Descriptions, Flex, Form, Input, InputNumber, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { type Measure, type MeasureChange, useAddVersion, useMeasureDefinitions } from './queries';

/** 指标口径: how every figure is defined, since when, and by whom it was changed. */
export default function MeasuresPage() {
  const { t } = useTranslation();
  const me = useMe();
  const measures = useMeasureDefinitions();
  const [changing, setChanging] = useState<Measure>();
  if (!measures.data) return <PageState error={measures.error} onRetry={() => void measures.refetch()} />;
  const families = [...new Set(measures.data.map(({ family }) => family))];
  const may = me.roles.some((role) => role === 'supervisor' || role === 'administrator');
  return (
    <Flex vertical gap={16}>
      <Typography.Text type="secondary">{t('measures.hint')}</Typography.Text>
      {families.map((family) => (
        <Section key={family} title={t(`measures.family.${family}`)}>
          <Collapse
            ghost
            items={measures.data
              .filter((measure) => measure.family === family)
              .map((measure) => ({
                key: measure.code,
                label: `${measure.current.name}（${measure.current.unit}）`,
                children: <Versions measure={measure} onChange={may ? () => setChanging(measure) : undefined} />,
              }))}
          />
        </Section>
      ))}
      {changing && <ChangeForm measure={changing} onClose={() => setChanging(undefined)} />}
    </Flex>
  );
}

function Versions({ measure, onChange }: { measure: Measure; onChange?: () => void }) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={12} align="start">
      {measure.versions.map((version) => (
        <Descriptions
          key={version.version}
          size="small"
          column={1}
          title={t('measures.version', { n: version.version, month: version.fromMonth })}
          items={[
            { key: 'formula', label: t('measures.formula'), children: version.formula },
            { key: 'population', label: t('measures.population'), children: version.population },
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

function ChangeForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const add = useAddVersion(measure.code);
  const { name, formula, population, digits } = measure.current;
  const newest = measure.versions[0]?.version;
  return (
    <FormModal<MeasureChange>
      title={t('measures.changeOf', { name })}
      onClose={onClose}
      initial={{ fromMonth: today.slice(0, 7), name, formula, population, digits }}
      labels={{ name: t('measures.name'), formula: t('measures.formula'), population: t('measures.population') }}
      submit={(values) => add.mutateAsync({ ...values, version: newest })}
    >
      <Form.Item
        name="fromMonth"
        label={t('measures.from')}
        extra={t('measures.fromHint')}
        rules={[{ required: true }]}
      >
        <MonthInput />
      </Form.Item>
      <Form.Item name="name" label={t('measures.name')} rules={[{ required: true }]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="population" label={t('measures.population')}>
        <Input.TextArea autoSize maxLength={300} />
      </Form.Item>
      <Form.Item name="formula" label={t('measures.formula')}>
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
      <Form.Item name="digits" label={t('measures.digits')}>
        <InputNumber min={0} max={4} placeholder={t('measures.digitsOfList')} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('measures.reason')}
        rules={[{ required: true, message: t('measures.reasonRequired') }]}
      >
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
