import { Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { StateTag } from '../../components/light-tag';
import { Section } from '../../components/section';
import { type Tone, ToneTag } from '../../components/tone-tag';
import type { Visit } from './queries';

const Nothing = ({ text }: { text: string }) => <Typography.Text type="secondary">{text}</Typography.Text>;

function IssueLink(issue: { id: string; number: string; title: string }) {
  return (
    <Link to={`/issues/${issue.id}`} className="wrap-anywhere">
      {issue.number} {issue.title}
    </Link>
  );
}

/** Problems that the visit found, as they stand now. */
export function VisitFound({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  return (
    <Section title={t('visit.found')}>
      {visit.issues.length === 0 ? (
        <Nothing text={t('visit.noFound')} />
      ) : (
        <Flex vertical gap={10}>
          {visit.issues.map((issue) => (
            <Flex key={issue.id} wrap gap="4px 10px" align="center">
              <IssueLink {...issue} />
              <StateTag state={issue.state} />
            </Flex>
          ))}
        </Flex>
      )}
    </Section>
  );
}

type Finding = Visit['rechecks'][number]['finding'];
const FINDINGS: Record<Finding, Tone> = { still: 'warn', progress: 'info', solved: 'good' };

/** What was found of a problem, in words. */
export function FindingTag({ finding }: { finding: Finding }) {
  const { word } = useDictionary();
  return <ToneTag tone={FINDINGS[finding]}>{word('finding', finding)}</ToneTag>;
}

/** Known problems that were looked at again: what was found, how they stood then and stand now. */
export function VisitRechecks({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  return (
    <Section title={t('visit.rechecks')}>
      {visit.rechecks.length === 0 ? (
        <Nothing text={t('visit.noRechecks')} />
      ) : (
        <Flex vertical gap={14}>
          {visit.rechecks.map((recheck) => (
            <div key={recheck.issueId}>
              <Flex wrap gap="4px 10px" align="center">
                <FindingTag finding={recheck.finding} />
                <IssueLink id={recheck.issueId} number={recheck.number} title={recheck.title} />
              </Flex>
              {recheck.note && (
                <div className="wrap-anywhere" style={{ whiteSpace: 'pre-wrap' }}>
                  {recheck.note}
                </div>
              )}
              <Flex wrap gap="4px 8px" align="center" style={{ marginTop: 4 }}>
                <Typography.Text type="secondary">{t('visit.then')}</Typography.Text>
                <StateTag state={recheck.stateThen} />
                <Typography.Text type="secondary">→ {t('visit.now')}</Typography.Text>
                <StateTag state={recheck.stateNow} />
              </Flex>
              {recheck.closedThen && <Nothing text={t('visit.closedThen')} />}
            </div>
          ))}
        </Flex>
      )}
    </Section>
  );
}

/** Closures that were verified, or refused, on the ground of this visit. */
export function VisitVerifies({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Section title={t('visit.verifies')}>
      <Flex vertical gap={10}>
        {visit.verifies.map((one) => (
          <div key={`${one.issueId} ${one.at}`}>
            <IssueLink id={one.issueId} number={one.number} title={one.title} />
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {word('action', one.action)} · {dayjs(one.at).format(t('visit.time'))}
            </Typography.Text>
          </div>
        ))}
      </Flex>
    </Section>
  );
}
