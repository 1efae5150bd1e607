import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/section';
import type { OpenedFigure } from './queries';

/** The formula with its numbers, how it is rounded, and where its parts do not count alike. */
export function FormulaSection({ opened }: { opened: OpenedFigure }) {
  const { t } = useTranslation();
  const { formula, figure } = opened;
  return (
    <Section title={t('figures.formula')}>
      <Flex vertical gap={6}>
        <div className="figure-formula wrap-anywhere">{formula.text}</div>
        <Typography.Text type="secondary">{t('figures.rounding', { rounding: formula.rounding })}</Typography.Text>
        {figure.basisNote && <span style={{ color: '#ad4e00' }}>{figure.basisNote}</span>}
      </Flex>
    </Section>
  );
}
