import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageState } from '../../components/page-state';
import { useRule, useWatches, type WatchCode } from './queries';
import { RuleForm } from './rule-form';

/** Which rule is worked on: one that is there, or a new one that begins with what is known. */
export type RuleTarget = { code: string } | { what?: WatchCode; ledgerId?: string; ladder?: boolean };

/** A rule to change or a new one; the form waits until all is known that it starts with. */
export function RuleDrawer({ target, onClose }: { target: RuleTarget; onClose: () => void }) {
  const code = 'code' in target ? target.code : undefined;
  const rule = useRule(code ?? '', code !== undefined);
  const watches = useWatches();
  // What is there when it opens; what others do meanwhile is told when it is saved.
  const [seen, setSeen] = useState(rule.isFetchedAfterMount ? rule.data : undefined);
  if (!seen && rule.data && !rule.isFetching) setSeen(rule.data);
  if (watches.data && (code === undefined || seen)) {
    return <RuleForm rule={seen} start={'code' in target ? {} : target} onClose={onClose} />;
  }
  return <Waiting error={watches.error ?? rule.error} onClose={onClose} />;
}

function Waiting({ error, onClose }: { error: unknown; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      open
      size={720}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={t('reminders.rules.title')}
      onClose={onClose}
    >
      <PageState error={error} />
    </Drawer>
  );
}
