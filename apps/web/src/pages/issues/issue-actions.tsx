import { Button, Flex } from 'antd';
import { useDictionary } from '../../client/dictionary';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ActionDrawer } from './action-drawer';
import type { Action, Issue } from './queries';

/** Which of several allowed actions is mostly meant: only a matter of looks. */
const USUAL: Action[] = ['assign', 'sign', 'verify', 'apply-closure', 'grant-extension', 'resume', 'instruct'];
const BACKWARD: Action[] = ['return', 'reject-closure', 'refuse-extension', 'reopen'];

/** A button for each action that the server allows; `?act=` in the address opens its form at once. */
export function IssueActions({ issue }: { issue: Issue }) {
  const dictionary = useDictionary();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const main = USUAL.find((action) => issue.allowedActions.includes(action));
  const ordered = [...issue.allowedActions].sort((a, b) => Number(b === main) - Number(a === main));
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
