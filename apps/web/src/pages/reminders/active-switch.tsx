import { App, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { PreviewModal } from './preview-modal';
import { type Preview, type Rule, useChangeRule, usePreview } from './queries';
import { factsOf } from './rule-values';

/** On or off, right in the list. What it would send is read before it is switched on. */
export function ActiveSwitch({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const preview = usePreview();
  const change = useChangeRule();
  const [shown, setShown] = useState<Preview>();
  const fail = (error: unknown) => void message.error(sentenceOf(error));
  const turn = (active: boolean) => {
    const { what: _, ...facts } = factsOf(rule);
    return change
      .mutateAsync({ code: rule.code, body: { ...facts, active, version: rule.version } })
      .then(() => void message.success(t(active ? 'reminders.rules.turnedOn' : 'reminders.rules.turnedOff')), fail)
      .finally(() => setShown(undefined));
  };
  const ask = (on: boolean) => {
    if (on)
      preview.mutate(
        { ...factsOf(rule), active: true, code: rule.code, days: 14 },
        { onSuccess: setShown, onError: fail },
      );
    else {
      modal.confirm({
        title: t('reminders.rules.turnOff', { name: rule.name }),
        content: t('reminders.rules.turnOffHint'),
        okText: t('reminders.rules.turnOffDo'),
        cancelText: t('shell.cancel'),
        onOk: () => turn(false),
      });
    }
  };
  return (
    <>
      <Switch
        checked={rule.active}
        loading={preview.isPending || change.isPending}
        aria-label={t('reminders.rules.switchOf', { name: rule.name })}
        onChange={ask}
      />
      {shown && (
        <PreviewModal
          preview={shown}
          saving={change.isPending}
          onClose={() => setShown(undefined)}
          confirm={{ text: t('reminders.preview.enable'), onOk: () => turn(true) }}
        />
      )}
    </>
  );
}
