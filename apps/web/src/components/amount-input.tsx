import { Input, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAmount, typedAmount } from './amount-parts';

type Unit = 'wan' | 'yi';

interface AmountInputProps {
  id?: string;
  /** In 万元; what is no number is passed on as it was typed, for the form to refuse. */
  value?: string;
  onChange?: (value: string) => void;
  'aria-describedby'?: string;
  'aria-label'?: string;
  placeholder?: string;
}

/** An amount as people type it, in 万元 or 亿元. */
export function AmountInput({ id, value, onChange, ...aria }: AmountInputProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>('wan');
  const [typed, setTyped] = useState<string>();
  const tell = (text: string, as: Unit) => {
    setTyped(text);
    onChange?.(typedAmount(text, as));
  };
  // A value set from outside (the form was filled again) is shown in 万元.
  const own = typed !== undefined && value !== undefined && unit === 'yi';
  const text = own ? typed : (value ?? '');
  return (
    <>
      <Space.Compact block>
        <Input
          {...aria}
          id={id}
          inputMode="decimal"
          value={text}
          onChange={(event) => tell(event.target.value, unit)}
        />
        <Select<Unit>
          aria-label={t('projects.form.amountUnit')}
          value={unit}
          style={{ width: 96 }}
          options={[
            { value: 'wan', label: t('projects.form.unitWan') },
            { value: 'yi', label: t('projects.form.unitYi') },
          ]}
          onChange={(next) => {
            setUnit(next);
            tell(text, next);
          }}
        />
      </Space.Compact>
      {unit === 'yi' && value !== undefined && isAmount(value) && (
        <Typography.Text type="secondary">
          = {value} {t('projects.form.unitWan')}
        </Typography.Text>
      )}
    </>
  );
}
