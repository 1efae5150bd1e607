import { Alert, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Issue } from './queries';

type Ref = NonNullable<Issue['mergedInto']>;

/** What waits, what is at risk, and which other issues belong to it: above the buttons, because it decides which to press. */
export function IssueNotices({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const open = issue.supportUnits.filter(({ id }) => !issue.supportDoneIds.includes(id)).map(({ name }) => name);
  const notices: [key: string, type: 'warning' | 'error' | 'info', text: ReactNode][] = [
    ['rating', 'error', issue.ratingDueOn && t('issues.one.ratingWaits', { day: issue.ratingDueOn })],
    ['risk', 'error', issue.atRisk && t('issues.one.risk', { text: issue.atRisk })],
    [
      'instruction',
      'warning',
      issue.instructionDueOn && t('issues.one.instructionWaits', { day: issue.instructionDueOn }),
    ],
    ['urge', 'warning', issue.urgeDueOn && t('issues.one.urgeWaits', { day: issue.urgeDueOn })],
    [
      'extension',
      'warning',
      issue.extensionTo &&
        t('issues.one.extensionWaits', {
          day: issue.extensionTo,
          due: issue.dueOn ?? '—',
          ruling: issue.rulingDueOn ?? '—',
        }),
    ],
    ['consent', 'info', issue.extensionConsent && t('issues.one.consent')],
    [
      'returned',
      'warning',
      issue.state === 'returned' && t('issues.one.returned', { count: issue.returns, day: issue.rulingDueOn ?? '—' }),
    ],
    [
      'support',
      'info',
      issue.state === 'in-progress' && open.length > 0 && t('issues.one.supportsOpen', { units: open.join('、') }),
    ],
    ['into', 'info', issue.mergedInto && <Others label={t('issues.one.mergedInto')} refs={[issue.mergedInto]} />],
    ['merged', 'info', issue.merged.length > 0 && <Others label={t('issues.one.merged')} refs={issue.merged} />],
    ['from', 'info', issue.splitFrom && <Others label={t('issues.one.splitFrom')} refs={[issue.splitFrom]} />],
    ['parts', 'info', issue.parts.length > 0 && <Others label={t('issues.one.parts')} refs={issue.parts} />],
  ];
  const shown = notices.filter(([, , text]) => text);
  if (shown.length === 0) return null;
  return (
    <Flex vertical gap={8} style={{ marginBottom: 16 }}>
      {shown.map(([key, type, text]) => (
        <Alert key={key} type={type} showIcon title={text} />
      ))}
    </Flex>
  );
}

function Others({ label, refs }: { label: string; refs: Ref[] }) {
  return (
    <span className="wrap-anywhere">
      {label}
      {refs.map(({ id, number, title }, index) => (
        <span key={id}>
          {index > 0 && '；'}
          <Link to={`/issues/${id}`}>
            {number} {title}
          </Link>
        </span>
      ))}
    </span>
  );
}
