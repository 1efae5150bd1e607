import { Alert, Button, Flex, Image, Typography } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { Amount, useAmountText } from '../../components/amount';
import { PageState } from '../../components/page-state';
import { ToneTag } from '../../components/tone-tag';
import { useIsPhone } from '../../components/use-is-phone';
import { stampedUrl, thumbnailUrl } from '../visits/visit-photos';
import { ChangeList } from './changes-section';
import { type ProjectEvidence, useEvidence } from './queries';

type Month = ProjectEvidence['months'][number];
type Visit = ProjectEvidence['visits'][number];

/** What stands behind one project's part: visits and photos first, then who entered and confirmed what, and when. */
export function ProjectEvidenceView(props: { month: string; projectId: string; revision?: number }) {
  const { t } = useTranslation();
  const { month, projectId, revision } = props;
  const [of, setOf] = useState<string>();
  const evidence = useEvidence(month, projectId, { revision, of });
  if (!evidence.data) return <PageState error={evidence.error} onRetry={() => void evidence.refetch()} />;
  const { data } = evidence;
  return (
    <Flex vertical gap={16} className="project-evidence wrap-anywhere">
      {data.unsupported && <Alert type="warning" showIcon title={t('figures.evidence.unsupported')} />}
      <Visits evidence={data} />
      <Part title={t('figures.evidence.months')}>
        <Months months={data.months} shown={data.shown} onShow={setOf} />
      </Part>
      <Part title={t('figures.evidence.plans')}>
        <Plans plans={data.plans} />
      </Part>
      {data.changes.length > 0 && (
        <Part title={t('figures.evidence.changes')}>
          <ChangeList changes={data.changes} />
        </Part>
      )}
      <Link to={`/projects/${projectId}`} className="no-print">
        {t('figures.evidence.project')}
      </Link>
    </Flex>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <Typography.Text strong style={{ display: 'block', marginBottom: 6 }}>
      {title}
    </Typography.Text>
    {children}
  </div>
);

const useMonthName = (): ((month: string) => string) => {
  const { t } = useTranslation();
  return (month) => dayjs(`${month}-01`).format(t('months.monthFormat'));
};

function Visits({ evidence }: { evidence: ProjectEvidence }) {
  const { t } = useTranslation();
  const name = useMonthName();
  const { visits, visitTotal, shown } = evidence;
  return (
    <Part title={t('figures.evidence.visitsOf', { month: name(shown) })}>
      {visits.length === 0 ? (
        <Typography.Text type="secondary">{t('figures.evidence.noVisits')}</Typography.Text>
      ) : (
        <Image.PreviewGroup>
          <Flex vertical gap={12}>
            {visits.length < visitTotal && (
              <Typography.Text type="secondary">
                {t('figures.evidence.more', { shown: visits.length, count: visitTotal })}
              </Typography.Text>
            )}
            {visits.map((visit) => (
              <VisitLine key={visit.id} visit={visit} />
            ))}
          </Flex>
        </Image.PreviewGroup>
      )}
    </Part>
  );
}

function VisitLine({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  return (
    <div>
      <Link to={`/visits/${visit.id}`}>{dayjs(visit.visitedOn).format(t('visits.period.day'))}</Link>{' '}
      <Typography.Text type="secondary">{visit.officerName}</Typography.Text>{' '}
      {visit.later && <ToneTag tone="warn">{t('figures.evidence.laterVisit')}</ToneTag>}
      <div>
        {visit.note}
        {visit.completed !== null && `（${t('figures.evidence.told', { amount: amount(visit.completed) })}）`}
      </div>
      {visit.photos.length === 0 ? (
        <Typography.Text type="secondary">{t('figures.evidence.noPhotos')}</Typography.Text>
      ) : (
        <div className="evidence-photos">
          {visit.photos.map((photo) => (
            <Image
              key={photo.id}
              src={thumbnailUrl(photo.id)}
              preview={{ src: stampedUrl(photo.id) }}
              alt={t('visit.photo.open', { number: photo.number })}
              width="100%"
              style={{ aspectRatio: '4 / 3', objectFit: 'cover', borderRadius: 6 }}
            />
          ))}
        </div>
      )}
    </div>
  );
}

function Plans({ plans }: Pick<ProjectEvidence, 'plans'>) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { word } = useDictionary();
  if (plans.length === 0) return <Typography.Text type="secondary">{t('figures.evidence.noPlans')}</Typography.Text>;
  return (
    <>
      {plans.map((plan) => (
        <div key={plan.from}>
          {t('figures.evidence.planFrom', { month: plan.from, amount: amount(plan.amount) })}（
          {word('basis', plan.basis)}） {plan.counts && <ToneTag tone="info">{t('figures.evidence.counts')}</ToneTag>}{' '}
          {plan.later && <ToneTag tone="warn">{t('figures.evidence.later')}</ToneTag>}{' '}
          <Typography.Text type="secondary">
            {t('figures.evidence.by', {
              name: plan.enteredByName ?? '',
              time: dayjs(plan.enteredAt).format(t('visit.time')),
            })}
          </Typography.Text>
        </div>
      ))}
    </>
  );
}

interface MonthsProps {
  months: Month[];
  shown: string;
  onShow: (month: string) => void;
}

/** January to the month: the amounts, who entered them, who confirmed, and how many visits and photos there are. */
function Months(props: MonthsProps) {
  return useIsPhone() ? <MonthLines {...props} /> : <MonthTable {...props} />;
}

function MonthTable({ months, shown, onShow }: MonthsProps) {
  const { t } = useTranslation();
  const funds = months.some(({ entry }) => entry?.fundsReceived != null);
  const registry = months.some(({ entry }) => entry?.registryCompleted != null);
  return (
    <table className="plain-table evidence-months">
      <thead>
        <tr>
          <th scope="col">{t('figures.evidence.month')}</th>
          <th scope="col">{t('figures.evidence.completed')}</th>
          {funds && <th scope="col">{t('figures.evidence.funds')}</th>}
          {registry && <th scope="col">{t('figures.evidence.registry')}</th>}
          <th scope="col">{t('figures.evidence.who')}</th>
          <th scope="col">{t('figures.evidence.confirmation')}</th>
          <th scope="col">{t('figures.evidence.visitsShort')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((one) => (
          <tr key={one.month} aria-current={one.month === shown || undefined}>
            <td>{one.month}</td>
            <td>
              <Amount value={one.entry?.completed} />
            </td>
            {funds && (
              <td>
                <Amount value={one.entry?.fundsReceived} />
              </td>
            )}
            {registry && (
              <td>
                <Amount value={one.entry?.registryCompleted} />
              </td>
            )}
            <td>
              <EnteredBy one={one} />
            </td>
            <td>
              <Confirmed one={one} />
            </td>
            <td>
              <ShowMonth one={one} shown={shown} onShow={onShow} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MonthLines({ months, shown, onShow }: MonthsProps) {
  const { t } = useTranslation();
  return (
    <Flex vertical gap={10}>
      {months.map((one) => (
        <div key={one.month} style={{ borderBottom: '1px solid #eceff3', paddingBottom: 8 }}>
          <Flex justify="space-between" gap={8} wrap align="center">
            <strong>{one.month}</strong>
            <span>
              {t('figures.evidence.completed')} <Amount value={one.entry?.completed} />
            </span>
            <ShowMonth one={one} shown={shown} onShow={onShow} />
          </Flex>
          <EnteredBy one={one} /> <Confirmed one={one} />
        </div>
      ))}
    </Flex>
  );
}

function EnteredBy({ one }: { one: Month }) {
  const { t } = useTranslation();
  if (!one.entry) return <Typography.Text type="secondary">{t('months.none')}</Typography.Text>;
  return (
    <span style={{ fontSize: 13 }}>
      {one.entry.enteredByName} {dayjs(one.entry.enteredAt).format(t('visit.time'))}{' '}
      {one.later && <ToneTag tone="warn">{t('figures.evidence.later')}</ToneTag>}
    </span>
  );
}

function Confirmed({ one }: { one: Month }) {
  const { t } = useTranslation();
  const { confirmation } = one;
  if (!confirmation)
    return (
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {t('figures.evidence.notConfirmed')}
      </Typography.Text>
    );
  return (
    <span style={{ fontSize: 13 }}>
      {t(confirmation.onTime ? 'figures.evidence.confirmedBy' : 'figures.evidence.confirmedLate', {
        name: confirmation.confirmedByName,
        day: dayjs(confirmation.confirmedAt).format(t('visits.period.day')),
      })}
    </span>
  );
}

/** Visits and photos of a month; another month than the one that is shown is shown instead. */
function ShowMonth({ one, shown, onShow }: { one: Month; shown: string; onShow: (month: string) => void }) {
  const { t } = useTranslation();
  const name = useMonthName();
  const counts = `${t('figures.evidence.visits', { count: one.visits })} · ${t('figures.evidence.photos', { count: one.photos })}`;
  if (one.visits === 0 || one.month === shown)
    return <span style={{ color: one.visits === 0 ? '#ad4e00' : undefined, fontSize: 13 }}>{counts}</span>;
  return (
    <Button
      type="link"
      size="small"
      style={{ paddingInline: 0 }}
      aria-label={t('figures.evidence.showMonth', { month: name(one.month) })}
      onClick={() => onShow(one.month)}
    >
      {counts}
    </Button>
  );
}
