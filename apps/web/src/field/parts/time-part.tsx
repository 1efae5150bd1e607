import { useState } from 'react';
import { instantOf, timeText, wallClock } from '../say';
import { changeDraft, type DraftSummary, useStrip } from '../store';
import { t } from '../words';
import { Field } from './field';

/** The time as words, because mostly it is now; another one is a tap away, in the phone's own picker. */
export function TimePart({ draft, fault }: { draft: DraftSummary; fault?: string }) {
  const { clockHint } = useStrip();
  const [open, setOpen] = useState(false);
  return (
    <section className="card" aria-label={t('visit.time')}>
      {open || fault !== undefined ? (
        <Field label={t('visit.timeLabel')} fault={fault}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              type="datetime-local"
              value={wallClock(draft.visitedAt)}
              onChange={(event) => {
                const visitedAt = instantOf(event.target.value);
                if (visitedAt !== undefined) changeDraft(draft.id, { visitedAt });
              }}
            />
          )}
        </Field>
      ) : (
        <div className="row apart">
          <span>
            {t('visit.time')} <span className="strong">{timeText(draft.visitedAt, Date.now())}</span>
          </span>
          <button type="button" className="button plain" onClick={() => setOpen(true)}>
            {t('visit.changeTime')}
          </button>
        </div>
      )}
      {clockHint !== null && <p className="note warn">{clockHint}</p>}
    </section>
  );
}
