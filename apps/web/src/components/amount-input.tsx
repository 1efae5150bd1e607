import { Input, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Unit = 'wan' | 'yi';
const PLACES: Record<Unit, number> = { wan: 0, yi: 4 };
const NUMBER = /^-?\d+(\.\d+)?$/;

/** What the API takes: 万元, at most four decimals. */
export const isAmount = (text: string): boolean => /^-?\d{1,12}(\.\d{1,4})?$/.test(text);

/** Moves the decimal point, to the right for positive places, on the text itself: 23.2163 亿元 is 232163 万元 exactly. */
export function shiftPoint(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const left = Math.max(0, -places - whole.length);
  const digits = '0'.repeat(left) + whole + fraction.padEnd(Math.max(0, places), '0');
  const at = left + whole.length + places;
  const moved = `${digits.slice(0, at)}.${digits.slice(at)}`;
  return (
    sign +
    moved
      .replace(/\.?0*$/, '')
      .replace(/^0*(?=\d)/, '')
      .replace(/^(?=\.|$)/, '0')
  );
}

interface AmountInputProps {
  id?: string;
  /** In 万元; what is no number is passed on as it was typed, for the form to refuse. */
  value?: string;
  onChange?: (value: string) => void;
  'aria-describedby'?: string;
}

/** An amount as people type it, in 万元 or 亿元. */
export function AmountInput({ id, value, onChange, ...aria }: AmountInputProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<Unit>('wan');
  const [typed, setTyped] = useState<string>();
  const tell = (text: string, as: Unit) => {
    setTyped(text);
    // Full-width digits and separators come from Chinese keyboards and from pasted tables.
    const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace('。', '.');
    onChange?.(NUMBER.test(plain) ? shiftPoint(plain, PLACES[as]) : plain);
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
