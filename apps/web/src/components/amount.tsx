import { useTranslation } from 'react-i18next';
import { amountParts, shiftPoint } from './amount-parts';

/** The words for an amount in 万元, or a dash where there is none. */
export function useAmountText(): (value: string | null | undefined) => string {
  const { t } = useTranslation();
  return (value) => {
    if (value === null || value === undefined) return '—';
    const { number, unit } = amountParts(value);
    return t(`shell.amount.${unit}`, { number });
  };
}

/** The same always in 亿元, as reports print sums that stand beside each other: 5987 万元 is 0.5987 亿元. */
export function useSumText(): (value: string) => string {
  const { t } = useTranslation();
  return (value) => t('shell.amount.yi', { number: shiftPoint(value, -4) });
}

/** An amount of 万元, in 亿元 where it is large. */
export function Amount({ value }: { value: string | null | undefined }) {
  const text = useAmountText();
  return <span style={{ whiteSpace: 'nowrap' }}>{text(value)}</span>;
}
