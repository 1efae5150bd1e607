import { type ReactNode, useState } from 'react';
import { go, to } from '../route';
import { dayText } from '../say';
import { type DraftSummary, type FieldProject, startDraft, stateWord } from '../store';
import { t } from '../words';
import { A } from './link';

/** Starts a visit, or goes on with the one that is being written; what the store refuses is said in its words. */
export function StartButton(props: { project: FieldProject; draft?: DraftSummary; again?: boolean; quiet?: boolean }) {
  const { project, draft, again, quiet } = props;
  const [fault, setFault] = useState<string>();
  const word = draft ? 'goOn' : again ? 'again' : 'start';
  const start = () => {
    startDraft(project.id).then(
      (id) => go(to.visit(id)),
      (error: Error) => setFault(error.message),
    );
  };
  return (
    <>
      <button
        type="button"
        className={`button wide${quiet || again ? '' : ' main'}`}
        aria-label={t(`week.${word}Of`, { project: project.name })}
        onClick={start}
      >
        {t(`week.${word}`)}
      </button>
      {fault !== undefined && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

/** Open problems in one line: how many, how many of them late. */
export function IssueCount({ project }: { project: FieldProject }) {
  const { issues } = project;
  if (issues.length === 0) return null;
  const of = (light: string) => issues.filter((issue) => issue.light === light).length;
  const [reds, yellows, waits] = [of('red'), of('yellow'), issues.filter((issue) => issue.waitsForVerification).length];
  return (
    <div className="row">
      <span>{t('week.openIssues', { count: issues.length })}</span>
      {reds > 0 && <span className="tag red">{t('week.reds', { count: reds })}</span>}
      {yellows > 0 && <span className="tag yellow">{t('week.yellows', { count: yellows })}</span>}
      {waits > 0 && <span className="tag blue">{t('week.toVerify', { count: waits })}</span>}
    </div>
  );
}

const DUTY_LOOK = { open: 'tag', met: 'tag green', late: 'tag green', missed: 'tag red', excused: 'tag' } as const;

/** One project of the week: why it stands here, what is open, and the button. */
export function ProjectRow(props: {
  project: FieldProject;
  n?: number;
  draft?: DraftSummary;
  finished?: DraftSummary;
  /** In place of the button: where the order is being changed. */
  instead?: ReactNode;
}) {
  const { project, n, draft, finished, instead } = props;
  const { duty, photo, points } = project;
  // The plan says it among its points.
  const saysPhoto = points.some((point) => photo.purpose !== null && point.includes(photo.purpose));
  const until = duty ? dayText(duty.periodEnd) : '';
  const seen = finished !== undefined || (duty !== null && duty.state !== 'open' && duty.state !== 'missed');
  return (
    <div className="card">
      <div className="row apart">
        <h3>
          {n !== undefined && `${n}. `}
          <A href={to.project(project.id)}>{project.name}</A>
        </h3>
        {finished && finished.state !== 'delivered' ? (
          <span className="tag blue">{t('week.sentToday', { state: stateWord(finished) })}</span>
        ) : (
          duty && (
            <span className={finished ? 'tag green' : DUTY_LOOK[duty.state]}>
              {t(`state.${finished ? 'met' : duty.state}`)}
            </span>
          )
        )}
      </div>
      {instead ?? (
        <>
          {!seen && project.points.length > 0 && (
            <ul className="points">
              {project.points.map((point) => (
                <li key={point}>{point}</li>
              ))}
            </ul>
          )}
          <IssueCount project={project} />
          {project.photo.required && !seen && !saysPhoto && (
            <p className="strong">{t('week.photo', { purpose: project.photo.purpose ?? '' })}</p>
          )}
          <p className="soft">
            {project.lastVisit ? t('week.lastVisit', { day: dayText(project.lastVisit.visitedOn) }) : t('week.never')}
            {duty &&
              !seen &&
              duty.every !== 'week' &&
              !points.some((point) => point.includes(until)) &&
              ` · ${t('week.until', { day: until })}`}
          </p>
          {finished?.state === 'needs-attention' ? (
            <A className="button danger wide" href={to.visit(finished.id)}>
              {t('outbox.fix')}
            </A>
          ) : (
            <StartButton project={project} draft={draft} again={seen && !draft} quiet={duty === null} />
          )}
        </>
      )}
    </div>
  );
}
