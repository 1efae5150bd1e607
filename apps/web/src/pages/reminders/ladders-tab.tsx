import { BellOutlined, FileTextOutlined } from '@ant-design/icons';
import { App, Button, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { useIsPhone } from '../../components/use-is-phone';
import { type Ladder, type LadderStep, useLadders, useSetLadder } from './queries';
import { RuleDrawer, type RuleTarget } from './rule-drawer';

/** For each ledger what happens after the deadline, from mild to grave: reminders and papers on one line of days. */
export function LaddersTab() {
  const { t } = useTranslation();
  const ladders = useLadders();
  const [target, setTarget] = useState<RuleTarget>();
  if (!ladders.data) return <PageState error={ladders.error} onRetry={() => void ladders.refetch()} />;
  return (
    <>
      {ladders.data.items.length === 0 && <Empty text={t('reminders.ladders.noLedgers')} />}
      {ladders.data.items.map((ladder) => (
        <LadderCard key={ladder.ledgerId} ladder={ladder} onOpen={setTarget} />
      ))}
      {target && <RuleDrawer target={target} onClose={() => setTarget(undefined)} />}
    </>
  );
}

function LadderCard({ ladder, onOpen }: { ladder: Ladder; onOpen: (target: RuleTarget) => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { ledgerId, own, steps } = ladder;
  const actions = (
    <Flex wrap gap={8} style={phone ? { marginTop: 12 } : undefined}>
      {own && (
        <Button size="small" onClick={() => onOpen({ what: 'issue-overdue', ledgerId, ladder: true })}>
          {t('reminders.ladders.add')}
        </Button>
      )}
      <Own ladder={ladder} />
    </Flex>
  );
  return (
    <Section
      title={
        <Flex wrap gap={8} align="center">
          {ladder.ledgerName}
          <ToneTag tone={own ? 'info' : 'calm'}>
            {t(own ? 'reminders.ladders.own' : 'reminders.ladders.general')}
          </ToneTag>
        </Flex>
      }
      extra={!phone && actions}
    >
      {steps.length === 0 ? <Empty text={t('reminders.ladders.none')} /> : <Line steps={steps} onOpen={onOpen} />}
      {phone && actions}
    </Section>
  );
}

/** Steps of its own, or back to the general ones. */
function Own({ ladder: { ledgerId, ledgerName, own, had } }: { ladder: Ladder }) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const set = useSetLadder();
  const fail = (error: unknown) => void message.error(sentenceOf(error));
  const ask = () =>
    modal.confirm({
      title: t(own ? 'reminders.ladders.restoreTitle' : 'reminders.ladders.makeOwnTitle', { name: ledgerName }),
      content: t(`reminders.ladders.${own ? 'restoreHint' : had > 0 ? 'makeOwnAgain' : 'makeOwnHint'}`, { count: had }),
      okText: t(own ? 'reminders.ladders.restore' : 'reminders.ladders.makeOwnDo'),
      cancelText: t('shell.cancel'),
      onOk: () =>
        set
          .mutateAsync({ ledgerId, own: !own })
          .then(() => void message.success(t(own ? 'reminders.ladders.restored' : 'reminders.ladders.made')), fail),
    });
  return (
    <Button size="small" loading={set.isPending} onClick={() => void ask()}>
      {t(own ? 'reminders.ladders.restore' : 'reminders.ladders.makeOwn')}
    </Button>
  );
}

/** What stands on the same day stands together. */
const byDay = (steps: LadderStep[]): [days: number, steps: LadderStep[]][] => {
  const days = [...new Set(steps.map(({ lateDays }) => lateDays))].sort((a, b) => a - b);
  return days.map((day) => [day, steps.filter(({ lateDays }) => lateDays === day)]);
};

function Line({ steps, onOpen }: { steps: LadderStep[]; onOpen: (target: RuleTarget) => void }) {
  const { t } = useTranslation();
  return (
    <ol className="ladder">
      {byDay(steps).map(([days, group]) => (
        <li key={days}>
          <div className="day">
            {days === 0 ? t('reminders.ladders.due') : t('reminders.ladders.day', { count: days })}
          </div>
          {group.map((step) => (
            <Step key={`${step.kind} ${step.code ?? step.name}`} step={step} onOpen={onOpen} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function Step({
  step: { kind, name, code, whom },
  onOpen,
}: {
  step: LadderStep;
  onOpen: (target: RuleTarget) => void;
}) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const paper = kind === 'paper';
  return (
    <div className={paper ? 'step paper' : 'step'}>
      {paper ? <FileTextOutlined aria-hidden /> : <BellOutlined aria-hidden />}{' '}
      {code === null ? (
        <span>{t('reminders.ladders.paper', { name })}</span>
      ) : (
        <Button
          type="link"
          size="small"
          style={{ padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' }}
          title={name}
          onClick={() => onOpen({ code })}
        >
          {t('reminders.ladders.reminder', {
            whom: whom.map((relation) => word('relation', relation)).join(t('reminders.and')),
          })}
        </Button>
      )}
    </div>
  );
}
