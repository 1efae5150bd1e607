import { Alert, Checkbox, Flex, Switch, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { type Action, useActionFaults } from './queries';

interface ActionsFieldProps {
  id?: string;
  /** Null: all. */
  value?: Action[] | null;
  onChange?: (actions: Action[] | null) => void;
}

/** The actions that a ledger uses, and at once what an issue could then not get out of. */
export function ActionsField({ id, value = null, onChange }: ActionsFieldProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  // Those that must bring something along or nothing are the actions; events of the system are not chosen.
  const all = Object.keys(dictionary.needs) as Action[];
  const found = useActionFaults(value ?? [], value !== null);
  return (
    <Flex vertical gap={12} id={id}>
      <Flex align="center" gap={8} wrap>
        <Switch
          checked={value === null}
          aria-label={t('ledgers.actionsAll')}
          onChange={(whole) => onChange?.(whole ? null : all)}
        />
        <span>{t('ledgers.actionsAll')}</span>
        <Typography.Text type="secondary">{t('ledgers.actionsAllHint')}</Typography.Text>
      </Flex>
      {value !== null && (
        <>
          <Checkbox.Group
            value={value}
            onChange={(chosen) => onChange?.(all.filter((action) => chosen.includes(action)))}
          >
            <div
              style={{
                display: 'grid',
                gridTemplateColumns: 'repeat(auto-fill, minmax(136px, 1fr))',
                gap: 4,
                width: '100%',
              }}
            >
              {all.map((action) => (
                <Checkbox key={action} value={action}>
                  {dictionary.word('action', action)}
                </Checkbox>
              ))}
            </div>
          </Checkbox.Group>
          {found.data && (
            <Alert
              showIcon
              type={found.data.faults.length > 0 ? 'error' : 'success'}
              title={found.data.faults.length > 0 ? found.data.faults.join('') : t('ledgers.actionsFine')}
              description={t('ledgers.actionsStates', {
                states: found.data.states.map((state) => dictionary.word('state', state)).join('、'),
              })}
            />
          )}
        </>
      )}
    </Flex>
  );
}
