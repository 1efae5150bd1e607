import { useEffect, useState } from 'react';
import { A } from '../parts/link';
import { IssueCount, StartButton } from '../parts/project-row';
import { Nothing, Screen } from '../parts/screen';
import { Tabs } from '../parts/tabs';
import { geoLink, placeOf } from '../geo';
import { to } from '../route';
import { dayText } from '../say';
import { type FieldProject, refreshBundle, useBundle, useDrafts, useProject, useStrip } from '../store';
import { t } from '../words';

/** Where the QR code at the site leads: the project, and the visit in one tap. */
export function ProjectPage({ projectId }: { projectId: string }) {
  const project = useProject(projectId);
  const draft = useDrafts().find((one) => one.projectId === projectId && one.state === 'draft');
  const asked = useAsked(projectId, project !== null);
  const { online } = useStrip();
  const { error } = useBundle();
  if (project) {
    return (
      <Screen
        title={project.name}
        bottom={
          <div className="bottom">
            <StartButton project={project} draft={draft} />
          </div>
        }
      >
        <Known project={project} />
      </Screen>
    );
  }
  const asking = online && !asked;
  return (
    <Screen title={t('project.title')} bottom={<Tabs />}>
      {asking ? (
        <p role="status">{t('project.asking')}</p>
      ) : (
        <Nothing
          title={t(online && error === null ? 'project.refused' : 'project.unknown')}
          hint={online && error !== null ? error : online ? undefined : t('project.unknownHint')}
        >
          <button type="button" className="button" onClick={() => void refreshBundle(projectId)}>
            {t('retry')}
          </button>
          <A className="button" href={to.week}>
            {t('after.toWeek')}
          </A>
        </Nothing>
      )}
    </Screen>
  );
}

/** Asks the server once for a project that is not on the phone yet. */
function useAsked(projectId: string, known: boolean): boolean {
  const [asked, setAsked] = useState('');
  useEffect(() => {
    if (known) return;
    let gone = false;
    void refreshBundle(projectId).then(() => gone || setAsked(projectId));
    return () => {
      gone = true;
    };
  }, [projectId, known]);
  return asked === projectId;
}

function Known({ project }: { project: FieldProject }) {
  const place = placeOf(project);
  const { lastVisit, photo } = project;
  return (
    <>
      <div className="card">
        <dl className="facts">
          <div>
            <dt>{t('project.owner')}</dt>
            <dd>{project.ownerName}</dd>
          </div>
          <div>
            <dt>{t('project.address')}</dt>
            <dd>{project.address}</dd>
          </div>
        </dl>
        {place && (
          <a className="button" href={geoLink(place, project.name)}>
            {t('project.navigate')}
          </a>
        )}
      </div>
      <div className="card">
        <p>
          {lastVisit
            ? t('visit.last', {
                day: dayText(lastVisit.visitedOn),
                officer: lastVisit.officerName,
                note: lastVisit.note,
              })
            : t('visit.noLast')}
        </p>
        {project.points.length > 0 && (
          <ul className="points">
            {project.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        )}
        <IssueCount project={project} />
        {photo.required && <p className="strong">{t('week.photo', { purpose: photo.purpose ?? '' })}</p>}
      </div>
      {project.issues.length > 0 && (
        <section className="card" aria-labelledby="issues">
          <h2 id="issues">{t('project.issues')}</h2>
          <ul className="points">
            {project.issues.map(({ id, number, title }) => (
              <li key={id}>
                {number} {title}
              </li>
            ))}
          </ul>
        </section>
      )}
      <A className="button" href={to.week}>
        {t('after.toWeek')}
      </A>
    </>
  );
}
