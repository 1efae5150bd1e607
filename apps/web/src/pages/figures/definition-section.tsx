import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/section';
import type { OpenedFigure } from './queries';

/** Versions that were shipped count from the first month there can be. */
const FIRST = '2000-01';

/** How the measure is defined, in the version that counted for the month. */
export function DefinitionSection({ definition }: Pick<OpenedFigure, 'definition'>) {
  const { t } = useTranslation();
  const { population, formula, source, basis, version, fromMonth } = definition;
  const lines: [string, string][] = [
    [t('figures.population'), population],
    [t('figures.definitionFormula'), formula],
    [t('figures.basis'), basis],
    [t('figures.source'), source],
    [
      t('figures.version'),
      fromMonth === FIRST
        ? t('figures.versionFirst', { n: version })
        : t('figures.versionOf', { n: version, month: fromMonth }),
    ],
  ];
  return (
    <Section title={t('figures.definition')}>
      <Descriptions
        column={1}
        size="small"
        items={lines.map(([label, children]) => ({ key: label, label, children }))}
      />
    </Section>
  );
}
