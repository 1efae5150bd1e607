import { useState } from 'react';
import { amountText, monthText } from '../say';
import { changeDraft, type DraftSummary, type FieldProject } from '../store';
import { t } from '../words';
import { AmountField } from './amount-field';
import { Fault, Field } from './field';
import { TextArea } from './text-area';

const FEW = 4;

/** Progress since last time: one tap where nothing changed, else one number and one sentence. */
export function ProgressPart(props: {
  draft: DraftSummary;
  project: FieldProject | null;
  phrases: string[];
  faults: Record<string, string>;
}) {
  const { draft, project, phrases, faults } = props;
  const [all, setAll] = useState(false);
  const last = project?.progress ?? null;
  const known = last !== null || project?.lastVisit != null;
  const filed = last?.completed ?? null;
  const running = last?.monthIsRunning ? filed : null;
  const say = (sentence: string) =>
    changeDraft(draft.id, { physicalProgress: sentence, note: sentence.trim(), progressUnchanged: false });
  const same = () =>
    changeDraft(
      draft.id,
      draft.progressUnchanged
        ? { progressUnchanged: false, note: '' }
        : {
            progressUnchanged: true,
            note: t('visit.sameNote'),
            physicalProgress: last?.physicalProgress ?? '',
            completed: running,
          },
    );
  // A number that was changed says that the sentence beside it was read.
  const tell = (completed: string) =>
    changeDraft(draft.id, {
      completed: completed === '' ? null : completed,
      note: draft.physicalProgress.trim(),
      progressUnchanged: false,
    });
  // What is already there is what was said last time: that it has to be touched needs another word.
  const need = !known ? 'needSentenceNew' : draft.physicalProgress.trim() === '' ? 'needSentence' : 'needSentenceOld';
  const shown = all ? phrases : phrases.slice(0, FEW);
  return (
    <section className="card" aria-labelledby="progress">
      <h2 id="progress">{t('visit.progress')}</h2>
      {known && (
        <button type="button" className="button wide" aria-pressed={draft.progressUnchanged} onClick={same}>
          {draft.progressUnchanged && '✓ '}
          {t('visit.same')}
        </button>
      )}
      {faults.note !== undefined && <Fault text={t(`visit.${need}`)} />}
      <Field label={t('visit.sentence')}>
        {(ids) => (
          <TextArea
            {...ids}
            aria-invalid={faults.note !== undefined}
            maxLength={500}
            placeholder={t('visit.sentenceHint')}
            value={draft.physicalProgress}
            onChange={(event) => say(event.target.value)}
          />
        )}
      </Field>
      {phrases.length > 0 && (
        <div className="chips" role="group" aria-label={t('visit.phrases')}>
          {shown.map((phrase) => (
            <button
              key={phrase}
              type="button"
              className="button"
              aria-pressed={draft.note.includes(phrase)}
              // What was only filled in from last time gives way; what was said today stays.
              onClick={() => !draft.note.includes(phrase) && say(spoken(draft) + phrase)}
            >
              {phrase.replace(/[。.]$/, '')}
            </button>
          ))}
          {!all && phrases.length > FEW && (
            <button type="button" className="button" onClick={() => setAll(true)}>
              {t('visit.morePhrases')}
            </button>
          )}
        </div>
      )}
      <Field
        label={t('visit.completed')}
        fault={faults.completed}
        hint={
          last && filed !== null && <LastFiled last={last} filed={filed} open={draft.completed === null} onUse={tell} />
        }
      >
        {(ids) => <AmountField ids={ids} value={draft.completed ?? ''} onChange={tell} />}
      </Field>
    </section>
  );
}

const spoken = (draft: DraftSummary): string =>
  draft.note === '' || draft.progressUnchanged ? '' : draft.physicalProgress;

/** What was filed last, as a hint; another month's number is put in only by a tap. */
function LastFiled(props: {
  last: NonNullable<FieldProject['progress']>;
  filed: string;
  open: boolean;
  onUse: (completed: string) => void;
}) {
  const { last, filed, open } = props;
  const amount = amountText(filed);
  return (
    <>
      {t(last.source === 'entry' ? 'visit.lastFiled' : 'visit.lastTold', { month: monthText(last.month), amount })}
      {!last.monthIsRunning && open && (
        <button type="button" className="button plain" onClick={() => props.onUse(filed)}>
          {t('visit.useLast', { amount })}
        </button>
      )}
    </>
  );
}
