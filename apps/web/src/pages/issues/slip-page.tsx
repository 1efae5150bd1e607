import { Button, Flex } from 'antd';
import { PrinterOutlined } from '@ant-design/icons';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { type Issue, type IssueEvent, useIssue } from './queries';
import { lastWords, slipSteps } from './slip-steps';
import './slip-page.css';

/** 问题处理单: one issue on one sheet of A4, as offices file it. */
export default function SlipPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const issue = useIssue(id);
  if (!issue.data) return <PageState error={issue.error} onRetry={() => void issue.refetch()} />;
  return (
    <>
      <Flex className="slip-bar" gap={8} justify="center">
        <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('time.slip.doPrint')}
        </Button>
        <LinkButton to={`/issues/${id}`}>{t('time.slip.back')}</LinkButton>
      </Flex>
      <Sheet issue={issue.data} />
    </>
  );
}

/** At most so many lines of a text. */
function Lines({ most, children }: { most: number; children: ReactNode }) {
  return (
    <div className="slip-clamp" style={{ WebkitLineClamp: most }}>
      {children}
    </div>
  );
}

function Sheet({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const day = (instant: string): string => dayjs(instant).format(t('time.slip.day'));
  const none = t('time.slip.none');
  const due =
    issue.firstDueOn !== null && issue.dueOn !== null && issue.firstDueOn !== issue.dueOn
      ? t('time.slip.extended', { day: issue.dueOn, first: issue.firstDueOn })
      : (issue.dueOn ?? none);
  const pairs: [string, ReactNode, string, ReactNode][] = [
    [t('time.slip.number'), issue.number, t('time.slip.state'), dictionary.word('state', issue.state)],
    [t('time.slip.category'), issue.categoryName, t('time.slip.severity'), dictionary.word('severity', issue.severity)],
    [
      t('time.slip.registered'),
      t('time.slip.by', { name: issue.registeredByName, day: day(issue.registeredAt) }),
      t('time.slip.dueOn'),
      due,
    ],
    [
      t('time.slip.lead'),
      [issue.leadUnitName ?? none, issue.handlerName].filter(Boolean).join(' · '),
      t('time.slip.support'),
      issue.supportUnits.map(({ name }) => name).join('、') || none,
    ],
  ];
  return (
    <article className="slip-sheet">
      <h1>{t('time.slip.title')}</h1>
      <table>
        <colgroup>
          <col style={{ width: '15%' }} />
          <col style={{ width: '35%' }} />
          <col style={{ width: '15%' }} />
          <col style={{ width: '35%' }} />
        </colgroup>
        <tbody>
          <Wide label={t('time.slip.project')} most={2}>
            {issue.projectName ?? t('time.slip.noProject')}
          </Wide>
          <Wide label={t('time.slip.name')} most={2}>
            <b>{issue.title}</b>
          </Wide>
          {pairs.map(([label, value, otherLabel, otherValue]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <Lines most={2}>{value}</Lines>
              </td>
              <th scope="row">{otherLabel}</th>
              <td>
                <Lines most={2}>{otherValue}</Lines>
              </td>
            </tr>
          ))}
          <Wide label={t('time.slip.description')} most={5}>
            {issue.description || none}
          </Wide>
          <Wide label={t('time.slip.process')}>
            <Process events={issue.events} />
          </Wide>
          <Wide label={t('time.slip.result')} most={4} height="23mm">
            <Words event={lastWords(issue.events, 'apply-closure', 'close')} />
          </Wide>
          <Wide label={t('time.slip.verified')} most={3} height="18mm">
            <Words event={lastWords(issue.events, 'verify', 'reject-closure')} />
          </Wide>
          <Wide label={t('time.slip.instructions')} most={3} height="18mm">
            <Words event={lastWords(issue.events, 'instruct')} />
          </Wide>
        </tbody>
      </table>
      <Signatures />
      <p className="slip-foot">{t('time.slip.foot', { time: dayjs().format(t('time.slip.time')) })}</p>
    </article>
  );
}

interface WideProps {
  label: string;
  /** At most so many lines. */
  most?: number;
  /** Room to write by hand. */
  height?: string;
  children: ReactNode;
}

function Wide({ label, most, height, children }: WideProps) {
  return (
    <tr style={{ height }}>
      <th scope="row">{label}</th>
      <td colSpan={3}>{most === undefined ? children : <Lines most={most}>{children}</Lines>}</td>
    </tr>
  );
}

/** What somebody wrote, with who and when. */
function Words({ event }: { event: IssueEvent | undefined }) {
  const { t } = useTranslation();
  if (!event) return null;
  return (
    <>
      {event.note}
      {t('time.slip.signed', {
        who: event.actorName ?? t('time.slip.system'),
        day: dayjs(event.at).format(t('time.slip.day')),
      })}
    </>
  );
}

function Process({ events }: { events: IssueEvent[] }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { first, omitted, last, urged } = slipSteps(events);
  const line = (event: IssueEvent) => (
    <li key={event.id}>
      {t('time.slip.step', {
        day: dayjs(event.at).format(t('time.slip.day')),
        action: dictionary.word('action', event.action),
        who: event.actorName ?? t('time.slip.system'),
      })}
      {event.note && t('time.slip.note', { note: event.note })}
    </li>
  );
  return (
    <ul className="slip-steps">
      {first.map(line)}
      {omitted > 0 && <li>{t('time.slip.omitted', { count: omitted })}</li>}
      {last.map(line)}
      {urged > 0 && <li>{t('time.slip.urged', { count: urged })}</li>}
    </ul>
  );
}

function Signatures() {
  const { t } = useTranslation();
  const places = ['signLead', 'signVerifier', 'signSupervisor', 'signLeader'] as const;
  return (
    <table style={{ marginTop: -1 }}>
      <tbody>
        <tr>
          {places.map((place) => (
            <th key={place} scope="col" style={{ fontWeight: 400 }}>
              {t(`time.slip.${place}`)}
            </th>
          ))}
        </tr>
        <tr>
          {places.map((place) => (
            <td key={place} style={{ height: '18mm', verticalAlign: 'bottom', textAlign: 'end' }}>
              {t('time.slip.date')}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
