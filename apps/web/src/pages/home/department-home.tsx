import { Flex } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { Section } from '../../components/section';
import { useConfirmations } from '../months/closing-queries';
import { lastMonth } from '../months/last-month';
import { IssueCard } from './issue-card';

/** What the department gave back and is not ruled on yet: it is not among what waits for it, but its deadline runs. */
export function DepartmentHome() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <ConfirmCard />
      <IssueCard
        title={t('shell.home.returned')}
        query={{ state: 'returned', unitId: me.unitId, sort: 'due' }}
        empty={t('shell.home.returnedNone')}
      />
    </>
  );
}

/** Last month's data, while they wait to be confirmed, or to be confirmed again. */
function ConfirmCard() {
  const { t } = useTranslation();
  const me = useMe();
  const { today } = useDistrict();
  const month = lastMonth(today);
  const confirmations = useConfirmations(month);
  const row = confirmations.data?.items.find(({ unitId }) => unitId === me.unitId);
  if (!confirmations.data || !row?.mayConfirm || (row.confirmedAt !== null && row.changed === 0)) return null;
  const word = row.confirmedAt === null ? 'cardWaiting' : 'cardChanged';
  return (
    <Section title={t('closing.mine.card')}>
      <Flex justify="space-between" align="center" gap={12} wrap>
        <span>
          {t(`closing.mine.${word}`, {
            month: dayjs(`${month}-01`).format(t('months.monthFormat')),
            day: confirmations.data.dueOn,
          })}
        </span>
        <LinkButton type="primary" to={`/months/${month}/confirm`}>
          {t('closing.mine.open')}
        </LinkButton>
      </Flex>
    </Section>
  );
}
