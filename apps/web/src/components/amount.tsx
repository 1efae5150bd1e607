import { useTranslation } from 'react-i18next';
import { amountParts } from './amount-parts';

/** The words for an amount in 万元, or a dash where there is none. */
export function useAmountText(): (value: string | null | undefined) => string {
  const { t } = useTranslation();
  return (value) => {
    if (value === null || value === undefined) return '—';
    const { number, unit } = amountParts(value);
    return t(`shell.amount.${unit}`, { number });
  };
}

/** An amount of 万元, in 亿元 where it is large. */
export function Amount({ value }: { value: string | null | undefined }) {
  const text = useAmountText();
  return <span style={{ whiteSpace: 'nowrap' }}>{text(value)}</span>;
}
