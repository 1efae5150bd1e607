import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { IssueCard } from './issue-card';

/** What the department gave back and is not ruled on yet: it is not among what waits for it, but its deadline runs. */
export function DepartmentHome() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <IssueCard
      title={t('shell.home.returned')}
      query={{ state: 'returned', unitId: me.unitId, sort: 'due' }}
      empty={t('shell.home.returnedNone')}
    />
  );
}
