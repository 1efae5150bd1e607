import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { type Measure, type MeasureChange, useAddVersion } from './queries';

const BASES = ['as-entered', 'with-preliminary', 'without-preliminary', 'reported', 'registry'] as const;
const DIRECTIONS = ['more', 'less', 'none'] as const;

/** Another version of a definition: what the newest says is there already, what is chosen counts from a month on. */
export function ChangeForm({ measure, onClose }: { measure: Measure; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const add = useAddVersion(measure.code);
  const newest = measure.versions[0] ?? measure.current;
  const { name, formula, population, source, digits, trimWhole, numerator, denominator, basis, direction, combine } =
    newest;
  const from = [today.slice(0, 7), newest.fromMonth].sort()[1];
  const quantities = measure.quantities.map((one) => ({ value: one.name, label: one.label }));
  const part = (field: 'numerator' | 'denominator', label: string) => (
    <Form.Item name={field} label={label} rules={[{ required: true, message: t('measures.partRequired') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={quantities} />
    </Form.Item>
  );
  const divided = combine === 'rate' || combine === 'difference';
  return (
    <FormModal<MeasureChange>
      title={t('measures.changeOf', { name })}
      onClose={onClose}
      initial={{
        ...{ fromMonth: from, name, formula, population, source, digits, trimWhole, basis, direction },
        ...(numerator === null ? {} : { numerator }),
        ...(denominator === null ? {} : { denominator }),
      }}
      labels={{ name: t('measures.name'), formula: t('measures.formula'), population: t('measures.population') }}
      submit={(values) => add.mutateAsync({ ...values, version: newest.version })}
    >
      <Form.Item
        name="fromMonth"
        label={t('measures.from')}
        extra={t('measures.fromHint')}
        rules={[{ required: true, message: t('measures.fromRequired') }]}
      >
        <MonthInput />
      </Form.Item>
      <Form.Item
        name="name"
        label={t('measures.name')}
        rules={[{ required: true, message: t('measures.nameRequired') }]}
      >
        <Input maxLength={40} />
      </Form.Item>
      {(divided || combine === 'sum') && part('numerator', t(divided ? 'measures.numerator' : 'measures.quantity'))}
      {divided && part('denominator', t('measures.denominator'))}
      {measure.family === 'investment' && (
        <Form.Item name="basis" label={t('measures.basis')} extra={t('measures.basisHint')}>
          <Select options={BASES.map((one) => ({ value: one, label: t(`measures.bases.${one}`) }))} />
        </Form.Item>
      )}
      <Form.Item name="direction" label={t('measures.direction')} extra={t('measures.directionHint')}>
        <Select options={DIRECTIONS.map((one) => ({ value: one, label: t(`measures.directions.${one}`) }))} />
      </Form.Item>
      <Form.Item name="digits" label={t('measures.digits')} extra={t('measures.digitsHint')}>
        <InputNumber min={0} max={4} precision={0} style={{ width: 240 }} placeholder={t('measures.digitsOfList')} />
      </Form.Item>
      <Form.Item name="trimWhole" valuePropName="checked">
        <Checkbox>{t('measures.trimWhole')}</Checkbox>
      </Form.Item>
      <Form.Item name="population" label={t('measures.population')}>
        <Input.TextArea autoSize maxLength={300} />
      </Form.Item>
      <Form.Item name="formula" label={t('measures.formula')} extra={t('measures.formulaHint')}>
        <Input.TextArea autoSize maxLength={500} />
      </Form.Item>
      <Form.Item name="source" label={t('measures.source')}>
        <Input.TextArea autoSize maxLength={200} />
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
