import { PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Input, Result, Tag, Typography } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { LikelyDuplicates } from '../issues/likely-duplicates';
import type { Project } from '../projects/queries';
import type { Visit } from './queries';
import { type Sending, sendVisit } from './send-visit';
import { freshIssue, useVisitDraft } from './visit-draft';
import { type Faults, faultsOf } from './visit-faults';
import { Field, IssueEditor, PlaceTaker } from './visit-parts';
import { useOnline } from './use-online';

const PHRASES = ['normal', 'structure', 'equipment', 'producing', 'preparing', 'slow', 'stopped'] as const;

/** One visit on one screen: what is known is filled in, a phrase is one tap, a bad network loses nothing. */
export function VisitForm({ project }: { project: Project }) {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const online = useOnline();
  const { draft, change, changeIssue, clear, renew, restored, kept } = useVisitDraft(me.id, project.id);
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<Sending>();

  const submit = async () => {
    setTried(true);
    if (Object.keys(faultsOf(draft, t)).length > 0) return toFirstFault();
    setSending(true);
    // Before the call: a phone that dies while sending must still know, after the reload, that it may have arrived.
    change({ unanswered: true });
    const result = await sendVisit(project.id, draft);
    setSending(false);
    setOutcome(result);
    if (result.kind === 'refused') toFirstFault();
    if (result.kind === 'received') {
      clear();
      await client.invalidateQueries({ queryKey: ['visits'] });
      await client.invalidateQueries({ queryKey: ['issues'] });
    } else if (result.kind !== 'unanswered') {
      change({ unanswered: false });
    }
  };

  if (outcome?.kind === 'received') return <Received visit={outcome.visit} />;
  // Ours go away as they are mended; the server's stay until it has been asked again.
  const refused = outcome?.kind === 'refused' ? outcome.faults : {};
  const faults: Faults = tried ? { ...faultsOf(draft, t), ...refused } : {};
  const count = Object.keys(faults).length;
  return (
    <Flex vertical gap={12}>
      <div>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('visits.log.title')}：{project.name}
        </Typography.Title>
        <Typography.Text type="secondary">
          {[project.ownerName, project.address].filter(Boolean).join(' · ')}
        </Typography.Text>
      </div>
      {!online && !draft.unanswered && <Alert type="info" showIcon title={t('visits.log.offline')} />}
      {restored && !draft.unanswered && <Alert type="info" showIcon closable title={t('visits.log.restored')} />}
      {!kept && <Alert type="warning" showIcon title={t('visits.log.notKept')} />}
      <Card styles={{ body: { padding: 16 } }}>
        <Field label={t('visits.log.note')} fault={faults.note}>
          {(id, describedBy) => (
            <Input.TextArea
              id={id}
              aria-describedby={describedBy}
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={2000}
              status={faults.note ? 'error' : undefined}
              style={{ fontSize: 16 }}
              placeholder={t('visits.log.notePlaceholder')}
              value={draft.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          )}
        </Field>
        <Flex wrap gap={8} role="group" aria-label={t('visits.log.phrases')} style={{ marginBottom: 20 }}>
          {PHRASES.map((phrase) => {
            const text = t(`visits.log.phrase.${phrase}`);
            return (
              <Button
                key={phrase}
                shape="round"
                style={{ height: 40, whiteSpace: 'normal' }}
                disabled={draft.note.includes(text)}
                onClick={() => change({ note: draft.note + text })}
              >
                {text.replace(/[。.]$/, '')}
              </Button>
            );
          })}
        </Flex>
        <TimeField value={draft.visitedAt} fault={faults.visitedAt} onChange={(visitedAt) => change({ visitedAt })} />
        <Typography.Text strong style={{ display: 'block', marginBottom: 6 }}>
          {t('visits.log.place')}
        </Typography.Text>
        <PlaceTaker value={draft.location} onChange={(location) => change({ location })} />
      </Card>
      <Card styles={{ body: { padding: 16 } }}>
        <Typography.Title level={5} style={{ marginTop: 0 }}>
          {t('visits.log.issues')}
        </Typography.Title>
        {draft.issues.map((issue, index) => (
          <IssueEditor
            key={issue.id}
            issue={issue}
            n={index + 1}
            faults={{
              title: faults[`issues.${index}.title`],
              categoryCode: faults[`issues.${index}.categoryCode`],
              severity: faults[`issues.${index}.severity`],
            }}
            onChange={(part) => changeIssue(issue.id, part)}
            onRemove={() => change({ issues: draft.issues.filter(({ id }) => id !== issue.id) })}
            known={
              online &&
              !draft.unanswered && (
                <LikelyDuplicates
                  projectId={project.id}
                  title={issue.title}
                  categoryCode={issue.categoryCode}
                  note={issue.title}
                  onSite
                  onLinked={() => change({ issues: draft.issues.filter(({ id }) => id !== issue.id) })}
                />
              )
            }
          />
        ))}
        {draft.issues.length === 0 && (
          <Typography.Paragraph type="secondary">{t('visits.log.noIssues')}</Typography.Paragraph>
        )}
        <Button
          block
          size="large"
          type="dashed"
          icon={<PlusOutlined />}
          disabled={draft.issues.length >= 20}
          onClick={() => change({ issues: [...draft.issues, freshIssue()] })}
        >
          {t('visits.log.addIssue')}
        </Button>
      </Card>
      {/* Always within reach of the thumb, above the tab bar. */}
      <div style={{ position: 'sticky', bottom: 'calc(64px + env(safe-area-inset-bottom))', zIndex: 1 }}>
        <div role="status" aria-live="polite" style={{ marginBottom: 8 }}>
          {outcome?.kind === 'earlier' && !sending && (
            <Alert
              type="warning"
              showIcon
              title={t('visits.log.earlier')}
              description={
                <Flex vertical gap={8}>
                  {t('visits.log.earlierHint', { note: outcome.visit.note })}
                  <Button
                    onClick={() => {
                      clear();
                      setOutcome({ kind: 'received', visit: outcome.visit });
                    }}
                  >
                    {t('visits.log.earlierDone')}
                  </Button>
                  <Button
                    onClick={() => {
                      renew(outcome.visit.issues.map(({ id }) => id));
                      setOutcome(undefined);
                    }}
                  >
                    {t('visits.log.earlierAnother')}
                  </Button>
                </Flex>
              }
            />
          )}
          {outcome?.kind === 'refused' && !sending && <Alert type="error" showIcon title={outcome.message} />}
          {draft.unanswered && !sending && (
            <Alert
              type="warning"
              showIcon
              title={t('visits.log.unanswered')}
              description={t(online ? 'visits.log.unansweredHint' : 'visits.log.offline')}
            />
          )}
          {count > 0 && <Alert type="error" showIcon title={t('visits.log.check', { count })} />}
        </div>
        <Button
          block
          type="primary"
          size="large"
          loading={sending}
          onClick={() => void submit()}
          style={{ height: 52, fontSize: 18, boxShadow: '0 2px 12px rgba(0, 0, 0, 0.2)' }}
        >
          {t(sending ? 'visits.log.sending' : draft.unanswered ? 'visits.log.sendAgain' : 'visits.log.send')}
        </Button>
      </div>
    </Flex>
  );
}

/** Once the faults are drawn: the first one comes into the middle of the screen. */
function toFirstFault(): void {
  setTimeout(() => document.querySelector('[role=alert].ant-typography')?.scrollIntoView({ block: 'center' }));
}

/** The time as words, because mostly it is now; another one is a tap away, in the phone's own picker. */
function TimeField(props: { value: string; fault?: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const time = dayjs(props.value);
  return (
    <Field label={t('visits.log.time')} fault={props.fault}>
      {(id, describedBy) =>
        open || props.fault ? (
          <Input
            id={id}
            aria-describedby={describedBy}
            type="datetime-local"
            size="large"
            status={props.fault ? 'error' : undefined}
            value={time.format('YYYY-MM-DDTHH:mm')}
            onChange={(event) => {
              const next = dayjs(event.target.value);
              if (next.isValid()) props.onChange(next.toISOString());
            }}
          />
        ) : (
          <Flex align="center" gap={8}>
            <output id={id} style={{ fontSize: 16 }}>
              {time.format(t('visits.log.timeFormat'))}
            </output>
            <Button type="link" onClick={() => setOpen(true)}>
              {t('visits.log.timeChange')}
            </Button>
          </Flex>
        )
      }
    </Field>
  );
}

function Received({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  return (
    <Card>
      <Result
        status="success"
        title={t('visits.log.done')}
        subTitle={
          <>
            {visit.projectName}
            {visit.issues.length > 0 && (
              <div>
                {t('visits.log.doneIssues', { count: visit.issues.length })}{' '}
                {visit.issues.map(({ id, number }) => (
                  <Tag key={id}>{number}</Tag>
                ))}
                <div>{t('visits.log.doneHint')}</div>
              </div>
            )}
          </>
        }
        extra={
          <Flex vertical gap={12}>
            <LinkButton block type="primary" size="large" to="/visits/new">
              {t('visits.log.next')}
            </LinkButton>
            <LinkButton block size="large" to="/visits">
              {t('visits.log.toWeek')}
            </LinkButton>
            <LinkButton block size="large" to={`/projects/${visit.projectId}`}>
              {t('visits.log.toProject')}
            </LinkButton>
          </Flex>
        }
      />
    </Card>
  );
}
