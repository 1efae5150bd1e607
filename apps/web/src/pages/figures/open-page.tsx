import { Alert, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { figurePath, type FigureTarget, type ScopeKind } from '../../components/figure-link';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { ChangesSection } from './changes-section';
import { DefinitionSection } from './definition-section';
import { EvidenceSection } from './evidence-section';
import { FigureHead } from './figure-head';
import { useFigureText } from './figure-text';
import './figures.css';
import { FormulaSection } from './formula-section';
import { type OpenedFigure, type RowPart, useOpenedFigure } from './queries';
import { RowsSection } from './rows-section';

const PAGE_SIZE = 50;
const PARTS: readonly string[] = ['all', 'counted', 'rest', 'changed'] satisfies RowPart[];

/** One figure: how it is computed, what it counts, what supports it, and what changed since it was published. */
export default function OpenPage() {
  const { month = '' } = useParams();
  const { get } = useAddress();
  const [kind = 'total', ...id] = (get('scope') ?? 'total').split(':');
  const part = get('part') ?? '';
  const revision = Number(get('revision')) || undefined;
  const target: FigureTarget = {
    month,
    measure: get('measure') ?? '',
    scopeKind: kind as ScopeKind,
    scopeId: id.join(':'),
    revision,
  };
  const opened = useOpenedFigure(month, {
    measure: target.measure,
    scopeKind: target.scopeKind,
    scopeId: id.join(':'),
    revision,
    part: PARTS.includes(part) ? (part as RowPart) : 'all',
    page: Math.max(1, Number(get('page')) || 1),
    pageSize: PAGE_SIZE,
  });
  if (!opened.data) return <PageState error={opened.error} onRetry={() => void opened.refetch()} />;
  const { data } = opened;
  return (
    <Flex vertical gap={16} className="opened-figure" style={{ opacity: opened.isPlaceholderData ? 0.6 : 1 }}>
      <FigureHead opened={data} />
      <Warnings opened={data} target={target} />
      <FormulaSection opened={data} />
      <EvidenceSection evidence={data.evidence} />
      <RowsSection opened={data} revision={revision} />
      <ChangesSection opened={data} />
      <DefinitionSection definition={data.definition} />
    </Flex>
  );
}

/** That it is not the newest any more, or would be another by now. */
function Warnings({ opened, target }: { opened: OpenedFigure; target: FigureTarget }) {
  const { t } = useTranslation();
  const text = useFigureText();
  const { publication, revision, now, figure } = opened;
  return (
    <>
      {publication && publication.newest > revision && (
        <Alert
          type="warning"
          showIcon
          title={t('figures.older', { n: revision, newest: publication.newest })}
          action={<Link to={figurePath({ ...target, revision: undefined })}>{t('figures.toNewest')}</Link>}
        />
      )}
      {now && (
        <Alert
          type="warning"
          showIcon
          title={t('figures.now.title', {
            then: text(figure.value, figure.unit),
            now: text(now.value, now.unit),
          })}
        />
      )}
    </>
  );
}
