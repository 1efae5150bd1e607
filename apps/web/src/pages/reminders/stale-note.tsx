import { Alert, Descriptions } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLedgers } from '../ledgers/queries';
import type { RuleFacts } from './rule-values';
import type { RuleWords } from './rule-words';

interface StaleNoteProps {
  /** What is there now. */
  current: RuleFacts;
  typed: RuleFacts;
  words: RuleWords;
}

/** Somebody else was faster: where what is there now differs from what was typed. */
export function StaleNote({ current, typed, words }: StaleNoteProps) {
  const { t } = useTranslation();
  const ledgers = useLedgers(true);
  const told = useRef<HTMLDivElement>(null);
  useEffect(() => {
    told.current?.scrollIntoView({ block: 'center' });
  }, [current]);
  const yes = (value: boolean): string => t(value ? 'reminders.form.current.yes' : 'reminders.form.current.no');
  const said = (facts: RuleFacts): [label: string, text: string][] => [
    [t('reminders.form.name'), facts.name],
    [
      t('reminders.form.ledger'),
      ledgers.data?.items.find(({ id }) => id === facts.ledgerId)?.name ?? t('reminders.form.allLedgers'),
    ],
    [t('reminders.rules.ladder'), yes(facts.ladder)],
    [t('reminders.form.whom'), words.whom(facts.whom)],
    [t('reminders.form.when'), words.whenOf(facts)],
    [t('reminders.form.again'), words.repeat(facts) ?? yes(false)],
    [t('reminders.form.channels'), words.channels(facts.channels)],
    [t('reminders.form.mode'), words.mode(facts)],
    [t('reminders.form.sending'), words.hours(facts)],
    [t('reminders.form.mandatory'), yes(facts.mandatory)],
    [t('reminders.form.active'), yes(facts.active)],
    [t('reminders.form.title'), facts.title],
    [t('reminders.form.body'), facts.body],
  ];
  const yours = said(typed);
  const differing = said(current).flatMap(([label, now], index) => {
    const text = yours[index]?.[1] ?? '';
    return now === text ? [] : [{ label, now, text }];
  });
  return (
    <div ref={told}>
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 16 }}
        title={t('reminders.form.stale')}
        description={
          <>
            {t(differing.length > 0 ? 'reminders.form.staleHint' : 'reminders.form.staleSame')}
            <Descriptions
              size="small"
              column={1}
              items={differing.map(({ label, now, text }) => ({
                key: label,
                label,
                children: (
                  <div className="wrap-anywhere">
                    {t('reminders.form.staleNow', { now })}
                    <br />
                    {t('reminders.form.staleYours', { yours: text })}
                  </div>
                ),
              }))}
            />
          </>
        }
      />
    </div>
  );
}
