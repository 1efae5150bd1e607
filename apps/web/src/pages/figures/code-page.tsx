import { Flex } from 'antd';
import { Navigate, useParams } from 'react-router';
import { figurePath, type ScopeKind } from '../../components/figure-link';
import { PageState } from '../../components/page-state';
import { CodeField } from './code-field';
import { useFigureCode } from './queries';

/** Where a printed code leads: on to its figure, or to another try. */
export default function CodePage() {
  const { code = '' } = useParams();
  const found = useFigureCode(code);
  if (found.data) {
    const { month, revision, measure, scopeKind, scopeId } = found.data;
    const target = { month, measure, scopeKind: scopeKind as ScopeKind, scopeId };
    return <Navigate to={figurePath({ ...target, revision: revision === 0 ? undefined : revision })} replace />;
  }
  return (
    <Flex vertical gap={16}>
      <PageState error={found.error} onRetry={() => void found.refetch()} />
      {found.error && <CodeField />}
    </Flex>
  );
}
