import { useEffect, useMemo, useRef, useState } from 'react';
import { OwnPhone } from '../parts/own-phone';
import { ProjectRow } from '../parts/project-row';
import { Nothing, Screen } from '../parts/screen';
import { Tabs } from '../parts/tabs';
import { go, to } from '../route';
import { timeText } from '../say';
import { type DraftSummary, type FieldProject, refreshBundle, savePlan, useBundle, useDrafts } from '../store';
import { finishedOf, isOpen, matches, rowsOf } from '../week';
import { t } from '../words';

/** Of the other projects; the rest is a tap or a search away, and the page stays quick. */
const FEW = 10;
/** Of what is done this week: enough to see that the last visit counts. */
const FEW_SEEN = 5;

/** 本周走访: what to do next, in the order of the plan. */
export function WeekPage() {
  const bundle = useBundle();
  const drafts = useDrafts();
  const { view } = bundle;
  return (
    <Screen title={t('week.title')} bottom={<Tabs at="week" />}>
      {bundle.error !== null && (
        <p className={view ? 'note warn' : 'note bad'} role="alert">
          {bundle.error}
        </p>
      )}
      {view ? (
        <Week drafts={drafts} view={view} />
      ) : bundle.refreshing ? (
        <p role="status">{t('week.refreshing')}</p>
      ) : (
        <Nothing title={t('week.notLoaded')} hint={t('week.notLoadedHint')}>
          <button type="button" className="button main" onClick={() => void refreshBundle()}>
            {t('week.refresh')}
          </button>
        </Nothing>
      )}
      <OwnPhone />
    </Screen>
  );
}

type View = NonNullable<ReturnType<typeof useBundle>['view']>;

function Week({ view, drafts }: { view: View; drafts: DraftSummary[] }) {
  const { fetchedAt, refreshing } = useBundle();
  const [q, setQ] = useState('');
  const [ordering, setOrdering] = useState(false);
  const [all, setAll] = useState(false);
  const [allSeen, setAllSeen] = useState(false);
  const finished = useMemo(() => finishedOf(drafts, view.today), [drafts, view.today]);
  const { planned, others } = useMemo(() => rowsOf(view, finished), [view, finished]);
  const written = drafts.filter(({ state }) => state === 'draft');
  const draftOf = (project: FieldProject) => written.find(({ projectId }) => projectId === project.id);
  const row = (project: FieldProject, n?: number) => (
    <li key={project.id}>
      <ProjectRow project={project} n={n} draft={draftOf(project)} finished={finished.get(project.id)} />
    </li>
  );
  const found = q.trim() === '' ? null : [...planned, ...others].filter((project) => matches(project, q));
  const due = planned.filter(({ duty }) => duty !== null && duty.state !== 'excused');
  const open = due.filter((project) => isOpen(project, finished));
  const shown = planned.slice(
    0,
    allSeen ? undefined : planned.filter((one) => isOpen(one, finished)).length + FEW_SEEN,
  );
  return (
    <>
      <Written drafts={written} />
      <div className="row apart">
        <h2>{t('week.done', { done: due.length - open.length, due: due.length })}</h2>
        {open.length > 1 && found === null && (
          <button
            type="button"
            className="button plain"
            aria-pressed={ordering}
            onClick={() => setOrdering((now) => !now)}
          >
            {t(ordering ? 'week.orderDone' : 'week.order')}
          </button>
        )}
      </div>
      {found ? (
        found.length === 0 ? (
          <Nothing title={t('week.notFound', { q: q.trim() })} />
        ) : (
          <ul className="stack">{found.map((project) => row(project))}</ul>
        )
      ) : ordering ? (
        <Ordering planned={planned.filter((project) => isOpen(project, finished))} />
      ) : view.projects.length === 0 ? (
        <Nothing title={t('week.noProjects')} hint={t('week.noProjectsHint')} />
      ) : planned.length === 0 ? (
        <Nothing title={t('week.empty')} hint={t('week.emptyHint')} />
      ) : (
        <>
          {open.length === 0 && due.length > 0 && <p className="note good">{t('week.allDone')}</p>}
          <ol className="stack">{shown.map((project, index) => row(project, index + 1))}</ol>
          {shown.length < planned.length && (
            <button type="button" className="button" onClick={() => setAllSeen(true)}>
              {t('week.showSeen', { count: planned.length - shown.length })}
            </button>
          )}
        </>
      )}
      {view.projects.length > 0 && (
        <div className="field">
          <label htmlFor="search">{t('week.search')}</label>
          <input
            id="search"
            className="input"
            type="search"
            autoComplete="off"
            enterKeyHint="search"
            placeholder={t('week.searchHint')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
          />
        </div>
      )}
      {found === null && others.length > 0 && (
        <section className="stack" aria-labelledby="others">
          <h2 id="others">{t('week.others')}</h2>
          <ul className="stack">{others.slice(0, all ? undefined : FEW).map((project) => row(project))}</ul>
          {!all && others.length > FEW && (
            <button type="button" className="button" onClick={() => setAll(true)}>
              {t('week.showRest', { count: others.length - FEW })}
            </button>
          )}
        </section>
      )}
      {view.cut && <p className="soft">{t('week.cut')}</p>}
      <div className="row apart">
        <span className="soft">{fetchedAt !== null && t('week.asOf', { time: timeText(fetchedAt, Date.now()) })}</span>
        <button type="button" className="button plain" onClick={() => void refreshBundle()}>
          {t(refreshing ? 'week.refreshing' : 'week.refresh')}
        </button>
      </div>
    </>
  );
}

/** What was begun and not finished comes before everything else. */
function Written({ drafts }: { drafts: DraftSummary[] }) {
  if (drafts.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="written">
      <h2 id="written">{t('week.drafts')}</h2>
      {drafts.map((draft) => (
        <div key={draft.id} className="card yellow">
          <h3>{draft.projectName}</h3>
          <p className="soft">{t('week.draftOf', { time: timeText(draft.createdAt, Date.now()) })}</p>
          <button
            type="button"
            className="button main wide"
            aria-label={t('week.goOnOf', { project: draft.projectName })}
            onClick={() => go(to.visit(draft.id))}
          >
            {t('week.goOn')}
          </button>
        </div>
      ))}
    </section>
  );
}

/** Two large buttons for each row: thumb and keyboard alike. */
function Ordering({ planned }: { planned: FieldProject[] }) {
  const [said, setSaid] = useState('');
  const hold = useRef<string>(undefined);
  useEffect(() => {
    // Moving its row takes the focus from the button: the keyboard goes on where it was.
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && hold.current !== undefined) document.getElementById(hold.current)?.focus();
  });
  const move = (from: number, by: -1 | 1) => {
    const order = planned.map(({ id }) => id);
    const [id] = order.splice(from, 1);
    if (id === undefined) return;
    order.splice(from + by, 0, id);
    hold.current = `${by < 0 ? 'up' : 'down'}-${id}`;
    setSaid(t('week.moved', { project: planned[from]?.name ?? '', n: from + by + 1 }));
    void savePlan(order);
  };
  return (
    <>
      <p className="soft">{t('week.orderHint')}</p>
      <p className="unseen" role="status">
        {said}
      </p>
      <ol className="stack">
        {planned.map((project, index) => (
          <li key={project.id}>
            <ProjectRow
              project={project}
              n={index + 1}
              instead={
                <div className="beside">
                  {(['up', 'down'] as const).map((way) => {
                    const end = way === 'up' ? index === 0 : index === planned.length - 1;
                    return (
                      <button
                        key={way}
                        id={`${way}-${project.id}`}
                        type="button"
                        className="button"
                        aria-disabled={end}
                        aria-label={t(`week.${way}Of`, { project: project.name })}
                        onClick={() => !end && move(index, way === 'up' ? -1 : 1)}
                      >
                        {t(`week.${way}`)}
                      </button>
                    );
                  })}
                </div>
              }
            />
          </li>
        ))}
      </ol>
    </>
  );
}
