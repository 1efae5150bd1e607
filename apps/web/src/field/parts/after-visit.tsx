import { useState } from 'react';
import { go, to } from '../route';
import { type DraftSummary, reopen, retry, startDraft, useBundle, useDrafts, waitsWord } from '../store';
import { nextAfter } from '../week';
import { t } from '../words';
import { A } from './link';
import { Screen } from './screen';

/** After 完成: where the visit is now, and the next project in one tap. */
export function AfterVisit({ draft }: { draft: DraftSummary }) {
  const { view } = useBundle();
  const drafts = useDrafts();
  const [fault, setFault] = useState<string>();
  const next = view ? nextAfter(view, drafts, draft.projectId) : undefined;
  const goOn = () => {
    if (!next) return;
    startDraft(next.id).then(
      (id) => go(to.visit(id)),
      (error: Error) => setFault(error.message),
    );
  };
  return (
    <Screen
      title={draft.projectName}
      bottom={
        <div className="bottom">
          {next ? (
            <button type="button" className="button main wide" onClick={goOn}>
              {t('after.next', { project: next.name })}
            </button>
          ) : (
            <A className="button main wide" href={to.week}>
              {t('after.toWeek')}
            </A>
          )}
        </div>
      }
    >
      <div role="status" className="stack">
        {draft.state === 'delivered' ? <Delivered draft={draft} /> : <OnItsWay draft={draft} />}
      </div>
      {fault !== undefined && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {draft.state === 'waiting' && (
        <div className="beside">
          <button type="button" className="button" onClick={() => void retry(draft.id)}>
            {t('outbox.send')}
          </button>
          <button type="button" className="button" onClick={() => void reopen(draft.id)}>
            {t('after.edit')}
          </button>
        </div>
      )}
      {draft.state === 'delivered' && draft.received && (
        <a className="button" href={`/visits/${draft.received.id}`}>
          {t('after.view')}
        </a>
      )}
      {next && (
        <A className="button" href={to.week}>
          {t('after.toWeek')}
        </A>
      )}
    </Screen>
  );
}

function OnItsWay({ draft }: { draft: DraftSummary }) {
  const { photos, photosSent } = draft;
  return (
    <div className="card">
      <h2>{t(draft.state === 'sending' ? 'after.sending' : 'after.waiting')}</h2>
      <p>{waitsWord(draft) ?? t('after.waitingHint')}</p>
      {photos.length > 0 && <p>{t('after.photosSent', { sent: photosSent, of: photos.length })}</p>}
      <p className="soft">{t('after.waitingHint')}</p>
    </div>
  );
}

function Delivered({ draft }: { draft: DraftSummary }) {
  const visit = draft.received;
  const over = visit?.rechecks.filter(({ closedThen }) => closedThen) ?? [];
  return (
    <>
      <div className="card note good">
        <h2>✓ {t('after.delivered')}</h2>
        {visit && (
          <div>
            {t('after.number')}
            <p className="big-number">{visit.number}</p>
            {visit.photos.length > 0 && <p>{t('after.photosArrived', { count: visit.photos.length })}</p>}
          </div>
        )}
      </div>
      {visit && visit.issues.length > 0 && (
        <div className="card">
          <p>{t('after.issuesFound', { count: visit.issues.length })}</p>
          <ul className="stack">
            {visit.issues.map(({ id, number, title }) => (
              <li key={id}>
                {number} {title}
              </li>
            ))}
          </ul>
        </div>
      )}
      {over.map(({ issueId, number, title }) => (
        <p key={issueId} className="note warn">
          {number} {title}：{t('after.closedThen')}
        </p>
      ))}
      {visit?.monthClosed && <p className="note warn">{t('after.closed')}</p>}
    </>
  );
}
