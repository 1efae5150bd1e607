import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { BatchDialog } from './batch-dialog';
import type { BatchBody } from './batch-queries';
import type { IssueRow } from './queries';

const ACTIONS = ['assign', 'urge'] as const satisfies BatchBody['action'][];

interface BatchBarProps {
  rows: IssueRow[];
  onExport: () => void;
  exporting: boolean;
  onClear: () => void;
}

/** What can be done with the chosen rows. Whether a row allows it, the server says row by row. */
export function BatchBar({ rows, onExport, exporting, onClear }: BatchBarProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { permissions } = useMe();
  const [action, setAction] = useState<BatchBody['action']>();
  return (
    <Flex
      wrap
      gap="8px 16px"
      align="center"
      role="status"
      style={{ padding: '8px 12px', marginBottom: 12, background: '#eaf1fb', borderRadius: 6 }}
    >
      <Typography.Text strong>{t('list.batch.chosen', { count: rows.length })}</Typography.Text>
      {ACTIONS.filter((one) => permissions.includes(`issue.${one}`)).map((one) => (
        <Button key={one} size="small" type="primary" ghost onClick={() => setAction(one)}>
          {t('list.batch.do', { action: dictionary.word('action', one) })}
        </Button>
      ))}
      <Button size="small" loading={exporting} onClick={onExport}>
        {t('list.batch.export')}
      </Button>
      <Button size="small" type="link" onClick={onClear}>
        {t('list.batch.clear')}
      </Button>
      {action && <BatchDialog action={action} rows={rows} onClose={() => setAction(undefined)} />}
    </Flex>
  );
}
