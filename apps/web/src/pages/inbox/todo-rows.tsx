import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StateTag } from '../../components/light-tag';
import { LinkButton } from '../../components/link-button';
import { Pieces } from '../../components/pieces';
import { useIsPhone } from '../../components/use-is-phone';
import { InboxAction } from './inbox-action';
import type { InboxGroup, InboxRow } from './queries';

export const PRESSING: InboxGroup[] = ['overdue', 'today'];

/** What waits, each with why and one click from its step. */
export const TodoRows = ({ rows }: { rows: InboxRow[] }) => (
  <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
    {rows.map((row, index) => (
      <li key={row.id} style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
        <TodoRow row={row} />
      </li>
    ))}
  </ul>
);

function TodoRow({ row }: { row: InboxRow }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  // A phone has room for two.
  const actions = row.actions.slice(0, phone ? 2 : 3);
  return (
    <Flex gap={phone ? 8 : 16} align={phone ? 'stretch' : 'center'} justify="space-between" vertical={phone}>
      <div style={{ minWidth: 0 }} className="wrap-anywhere">
        <Flex wrap gap="2px 10px" align="center">
          <Link to={`/issues/${row.id}`} style={{ fontWeight: 500 }}>
            {row.title}
          </Link>
          <StateTag state={row.state} />
        </Flex>
        <div style={{ margin: '2px 0' }}>
          {row.reasons.map(({ wait, text, daysLeft, dueOn }, index) => {
            const late = index === 0 && PRESSING.includes(row.group);
            return (
              <Typography.Text
                key={`${wait} ${dueOn ?? ''} ${daysLeft ?? ''}`}
                strong={late}
                style={{ marginInlineEnd: 16, color: late && row.group === 'overdue' ? '#b32d0a' : undefined }}
              >
                {text}
              </Typography.Text>
            );
          })}
        </div>
        <Pieces of={[row.number, row.projectName, row.leadUnitName, row.handlerName]} />
      </div>
      <Flex gap={8} wrap style={{ flex: 'none' }}>
        {actions.map((action, index) => (
          <InboxAction key={action} id={row.id} number={row.number} action={action} main={index === 0} />
        ))}
        {actions.length === 0 && <LinkButton to={`/issues/${row.id}`}>{t('inbox.open')}</LinkButton>}
      </Flex>
    </Flex>
  );
}
