import { useState } from 'react';
import { AfterVisit } from '../parts/after-visit';
import { Conflict } from '../parts/conflict';
import { FoundPart } from '../parts/found-part';
import { A } from '../parts/link';
import { PhotoPart } from '../parts/photo-part';
import { ProgressPart } from '../parts/progress-part';
import { RecheckPart } from '../parts/recheck-part';
import { Nothing, Screen } from '../parts/screen';
import { Sheet } from '../parts/sheet';
import { Tabs } from '../parts/tabs';
import { TimePart } from '../parts/time-part';
import { go, to } from '../route';
import { dayText } from '../say';
import {
  type DraftSummary,
  faultsOf,
  type FieldProject,
  finish,
  removeDraft,
  useBundle,
  useDraft,
  useProject,
  useSaved,
  useStrip,
} from '../store';
import { t } from '../words';

/** One visit, from the first tap until it has arrived, under one address. */
export function VisitPage({ draftId }: { draftId: string }) {
  const draft = useDraft(draftId);
  const project = useProject(draft?.projectId ?? '');
  if (draft === undefined) return <p className="starting">{t('loading')}</p>;
  if (draft === null) {
    return (
      <Screen title={t('visit.title')} bottom={<Tabs />}>
        <Nothing title={t('visit.gone')} hint={t('visit.goneHint')}>
          <A className="button" href={to.week}>
            {t('after.toWeek')}
          </A>
        </Nothing>
      </Screen>
    );
  }
  const writing = draft.state === 'draft' || draft.state === 'needs-attention';
  return writing ? <Writing draft={draft} project={project} /> : <AfterVisit draft={draft} />;
}

function Writing({ draft, project }: { draft: DraftSummary; project: FieldProject | null }) {
  const { view } = useBundle();
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const { trouble } = draft;
  const conflict = trouble?.kind === 'conflict';
  const own = tried || trouble !== null ? faultsOf(draft, project) : {};
  const faults = { ...trouble?.faults, ...own };
  const done = async () => {
    setTried(true);
    const found = await finish(draft.id);
    if (Object.keys(found).length > 0) toFirstFault();
  };
  return (
    <Screen
      title={draft.projectName}
      bottom={conflict ? <Tabs /> : <Done faults={faults} onDone={() => void done()} />}
    >
      <Head draft={draft} project={project} />
      {conflict ? (
        <Conflict draft={draft} />
      ) : (
        trouble && (
          <p className="note bad" role="alert">
            {trouble.message}
          </p>
        )
      )}
      {!conflict && (
        <>
          <ProgressPart draft={draft} project={project} phrases={view?.phrases ?? []} faults={faults} />
          <RecheckPart draft={draft} project={project} />
          <FoundPart
            draft={draft}
            categories={view?.categories ?? []}
            severities={view?.severities ?? []}
            faults={faults}
          />
          <PhotoPart draft={draft} project={project} fault={faults.photoIds} />
          <TimePart draft={draft} fault={faults.visitedAt} />
        </>
      )}
      <div className="row apart">
        <A className="button plain" href={to.week}>
          {t('back')}
        </A>
        <button type="button" className="button plain danger" onClick={() => setAsking(true)}>
          {t('visit.discard')}
        </button>
      </div>
      {asking && (
        <Sheet title={t('visit.discardTitle')} onClose={() => setAsking(false)}>
          <p>{t('visit.discardHint')}</p>
          <button type="button" className="button main wide" onClick={() => setAsking(false)}>
            {t('visit.discardKeep')}
          </button>
          <button
            type="button"
            className="button danger wide"
            onClick={() => {
              go(to.week, { replace: true });
              void removeDraft(draft.id);
            }}
          >
            {t('visit.discard')}
          </button>
        </Sheet>
      )}
    </Screen>
  );
}

/** What is known of the project; nothing of it is asked again. */
function Head({ draft, project }: { draft: DraftSummary; project: FieldProject | null }) {
  const saved = useSaved(draft.id);
  const { storage } = useStrip();
  const last = project?.lastVisit;
  return (
    <div className="stack">
      {project && <p className="soft">{[project.ownerName, project.address].filter(Boolean).join(' · ')}</p>}
      {project && (
        <p>
          {last
            ? t('visit.last', { day: dayText(last.visitedOn), officer: last.officerName, note: last.note })
            : t('visit.noLast')}
        </p>
      )}
      {saved === 'failed' ? (
        <p className="note bad" role="alert">
          {storage.message ?? t('visit.notKept')}
        </p>
      ) : (
        <p className="soft">{t('visit.kept')}</p>
      )}
    </div>
  );
}

function Done({ faults, onDone }: { faults: Record<string, string>; onDone: () => void }) {
  const count = Object.keys(faults).length;
  return (
    <div className="bottom stack">
      {count > 0 && (
        <button type="button" className="button plain danger" onClick={toFirstFault}>
          {t('visit.missing', { count })}
        </button>
      )}
      <button type="button" className="button main wide" onClick={onDone}>
        {t('visit.done')}
      </button>
    </div>
  );
}

/** Once the faults are drawn, the first of them comes into the middle of the screen. */
function toFirstFault(): void {
  setTimeout(() => document.querySelector('[data-fault]')?.scrollIntoView({ block: 'center' }));
}
