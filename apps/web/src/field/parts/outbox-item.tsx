import { to } from '../route';
import { timeText } from '../say';
import { type DraftSummary, retry, stateWord, useStrip, waitsWord } from '../store';
import { t } from '../words';
import { Conflict } from './conflict';
import { A } from './link';

const LOOK = {
  draft: 'tag',
  waiting: 'tag blue',
  sending: 'tag blue',
  'needs-attention': 'tag red',
  delivered: 'tag green',
} as const;

/** One visit in the outbox: what it is, why it is there, what to do. */
export function OutboxItem({ draft }: { draft: DraftSummary }) {
  const { online } = useStrip();
  const { state, trouble, photos, issues } = draft;
  const conflict = trouble?.kind === 'conflict';
  return (
    <div className={`card${state === 'needs-attention' ? ' red' : ''}`}>
      <div className="row apart">
        <h3>{draft.projectName}</h3>
        <span className={LOOK[state]}>{stateWord(draft)}</span>
      </div>
      <p className="soft">
        {[
          timeText(draft.visitedAt, Date.now()),
          photos.length > 0 && t('outbox.photos', { count: photos.length }),
          issues.length > 0 && t('outbox.issues', { count: issues.length }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {conflict ? <Conflict draft={draft} /> : <Why draft={draft} online={online} />}
      {!conflict && (
        <div className="row">
          {(state === 'waiting' || state === 'needs-attention') && (
            <button type="button" className="button" onClick={() => void retry(draft.id)}>
              {t('outbox.send')}
            </button>
          )}
          <A className={`button${state === 'draft' ? ' main' : ''}`} href={to.visit(draft.id)}>
            {t(state === 'draft' ? 'week.goOn' : state === 'needs-attention' ? 'outbox.fix' : 'outbox.open')}
          </A>
        </div>
      )}
    </div>
  );
}

/** In plain words where it is and what comes next. */
function Why({ draft, online }: { draft: DraftSummary; online: boolean }) {
  const { state, trouble, received, deliveredAt, photos, photosSent } = draft;
  if (state === 'needs-attention') {
    return (
      <div className="note bad">
        <p>{trouble?.message}</p>
        {[...new Set(Object.values(trouble?.faults ?? {}))]
          .filter((sentence) => sentence !== trouble?.message)
          .map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
      </div>
    );
  }
  if (state === 'delivered') {
    return (
      <>
        <p>{t('outbox.delivery', { number: received?.number ?? '', time: timeText(deliveredAt ?? '', Date.now()) })}</p>
        {received?.monthClosed && <p className="note warn">{t('after.closed')}</p>}
      </>
    );
  }
  if (state === 'draft') return <p>{t('outbox.draftHint')}</p>;
  return (
    <>
      <p>
        {state === 'sending'
          ? t('outbox.sendingHint')
          : (waitsWord(draft) ?? t(online ? 'outbox.waitingHint' : 'outbox.waitingOffline'))}
      </p>
      {photos.length > 0 && <p className="soft">{t('after.photosSent', { sent: photosSent, of: photos.length })}</p>}
    </>
  );
}
