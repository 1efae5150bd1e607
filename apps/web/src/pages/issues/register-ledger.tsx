import { Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { type Ledger, SEVERITIES, useLedgers } from '../ledgers/queries';
import { ProjectSelect } from './project-select';

const KEY = 'xiaohao.register.ledger';

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** What the page was opened for decides first: a ledger, or a project; then what this person chose last. */
function firstOf(mine: Ledger[], asked: string | null, forProject: boolean): Ledger | undefined {
  const fitting = forProject ? mine.filter(({ subject }) => subject !== 'none') : mine;
  return (
    mine.find(({ code }) => code === asked) ??
    fitting.find(({ code }) => code === remembered()) ??
    fitting[0] ??
    mine[0]
  );
}

/** The ledgers in which I may register, and the one that is chosen; the choice is remembered on this device. */
export function useRegisterLedger(asked: string | null, forProject: boolean) {
  const ledgers = useLedgers();
  const [chosen, setChosen] = useState<string>();
  const mine = ledgers.data?.items.filter(({ mayRegister }) => mayRegister) ?? [];
  const ledger = mine.find(({ code }) => code === chosen) ?? firstOf(mine, asked, forProject);
  const choose = (code: string) => {
    setChosen(code);
    try {
      localStorage.setItem(KEY, code);
    } catch {
      // Not remembered then; it is only a convenience.
    }
  };
  return { ledgers, mine, ledger, choose };
}

/** The ledger first, with what it is for and how long it gives. */
export function LedgerChoice({
  mine,
  ledger,
  onChoose,
}: {
  mine: Ledger[];
  ledger: Ledger;
  onChoose: (code: string) => void;
}) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const days = SEVERITIES.map((code) => `${dictionary.word('severity', code)} ${ledger.stepDays.due[code]}`).join(
    ' / ',
  );
  return (
    <Form.Item
      label={t('ledgers.register.ledger')}
      extra={
        <>
          {ledger.description}
          <br />
          {t('ledgers.register.days', { days })}
        </>
      }
    >
      <Select
        aria-label={t('ledgers.register.ledger')}
        value={ledger.code}
        options={mine.map(({ code, name }) => ({ value: code, label: name }))}
        onChange={onChoose}
      />
    </Form.Item>
  );
}

/** What the ledger needs to know: a project, or in words what it is about. */
export function SubjectFields({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  const project: unknown = Form.useWatch('projectId');
  const optional = ledger.subject === 'optional';
  return (
    <>
      {ledger.subject !== 'none' && (
        <Form.Item
          name="projectId"
          label={optional ? t('ledgers.register.projectOptional') : t('issues.create.project')}
          rules={optional ? [] : [{ required: true, message: t('issues.create.projectRequired') }]}
        >
          <ProjectSelect />
        </Form.Item>
      )}
      {ledger.subject !== 'project' && !project && (
        <Form.Item
          name="subjectName"
          label={t(optional ? 'ledgers.register.subject' : 'ledgers.register.subjectOptional')}
          rules={optional ? [{ required: true, whitespace: true, message: t('ledgers.register.subjectRequired') }] : []}
        >
          <Input maxLength={100} placeholder={t('ledgers.register.subjectPlaceholder')} />
        </Form.Item>
      )}
      {ledger.hasSteps && (
        <Typography.Paragraph type="secondary">{t('ledgers.register.stepsLater')}</Typography.Paragraph>
      )}
    </>
  );
}
