import type { Rule } from 'antd/es/form';
import { useTranslation } from 'react-i18next';
import { isAmount } from '../../components/amount-parts';

/** An amount that may be left empty. */
export function useAmountRule(): Rule {
  const { t } = useTranslation();
  return {
    validator: (_, value?: string | null) =>
      value === undefined || value === null || value === '' || isAmount(value)
        ? Promise.resolve()
        : Promise.reject(new Error(t('projects.form.amountWrong'))),
  };
}

/** What was typed, or that nothing was. */
export const amountOf = (typed: string | null | undefined): string | null =>
  typed === undefined || typed === null || typed === '' ? null : typed;
