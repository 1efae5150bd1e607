import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';

/** A value with its unit, as people say it; a dash where it is not computed. */
export function useFigureText(): (value: string | null, unit: string) => string {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (value, unit) => {
    if (value === null) return '—';
    if (unit === '%') return t('months.percent', { value });
    return unit === '万元' ? amount(value) : `${value} ${unit}`.trim();
  };
}
