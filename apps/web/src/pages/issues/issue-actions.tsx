import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ActionDrawer } from './action-drawer';
import type { Action, Issue } from './queries';

/** Which of several allowed actions is mostly meant: only a matter of looks. */
const USUAL: Action[] = [
  'answer-instruction',
  'answer-urge',
  'answer-rating',
  'assign',
  'sign',
  'verify',
  'grant-extension',
  'apply-closure',
  'resume',
  'instruct',
];
const BACKWARD: Action[] = ['return', 'reject-closure', 'refuse-extension', 'reopen'];
/** Seldom meant: behind one button, so that the others are found. */
const SELDOM: Action[] = ['transfer', 'merge', 'split', 'withdraw', 'cancel', 'judge', 'suspend', 'consent-extension'];

/** A button for each action that the server allows; `?act=` in the address opens its form at once. */
export function IssueActions({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const main = USUAL.find((action) => issue.allowedActions.includes(action));
  const seldom = issue.allowedActions.filter((action) => SELDOM.includes(action));
  // One alone is no reason for a menu.
  const folded = seldom.length > 1 ? seldom : [];
  const ordered = issue.allowedActions
    .filter((action) => !folded.includes(action))
    .sort((a, b) => Number(b === main) - Number(a === main));
  const asked = get('act') as Action | undefined;
  return (
    <>
      <Flex wrap gap={8}>
        {ordered.map((action) => (
          <Button
            key={action}
            type={action === main ? 'primary' : 'default'}
            danger={BACKWARD.includes(action)}
            block={phone && action === main}
            onClick={() => set({ act: action })}
          >
            {dictionary.word('action', action)}
          </Button>
        ))}
        {folded.length > 0 && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: folded.map((action) => ({
                key: action,
                label: dictionary.word('action', action),
                danger: action === 'cancel',
              })),
              onClick: ({ key }) => set({ act: key }),
            }}
          >
            <Button icon={<MoreOutlined />}>{t('issues.act.more')}</Button>
          </Dropdown>
        )}
      </Flex>
      <ActionDrawer
        // Another action is another form with another id.
        key={asked}
        issue={issue}
        asked={asked}
        onClose={() => set({ act: undefined })}
      />
    </>
  );
}
