import { useState } from 'react';
import { changeDraft, type DraftSummary, type FieldIssue, type FieldProject } from '../store';
import { t } from '../words';
import { Field } from './field';

const RANK: Record<string, number> = { red: 1, yellow: 2 };
const rankOf = (issue: FieldIssue): number => (issue.waitsForVerification ? 0 : (RANK[issue.light ?? ''] ?? 3));

/** The project's open problems, each with three large choices; what waits for verification comes first. */
export function RecheckPart({ draft, project }: { draft: DraftSummary; project: FieldProject | null }) {
  const issues = [...(project?.issues ?? [])].sort((a, b) => rankOf(a) - rankOf(b));
  const gone = Object.entries(draft.rechecks).filter(([id]) => !issues.some((issue) => issue.id === id));
  if (issues.length === 0 && gone.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="open-issues">
      <div>
        <h2 id="open-issues">
          {t('visit.issues')} {issues.length}
        </h2>
        <p className="soft">{t('visit.issuesHint')}</p>
      </div>
      {issues.map((issue) => (
        <Recheck key={issue.id} draft={draft} issue={issue} />
      ))}
      {gone.map(([id, { title, number }]) => (
        <div key={id} className="card">
          <h3>{[number, title].filter(Boolean).join(' ')}</h3>
          <p className="note warn">{t('visit.closedMeanwhile')}</p>
          <Choices draft={draft} issue={{ id, title: title ?? '', number: number ?? '' }} />
        </div>
      ))}
    </section>
  );
}

function Recheck({ draft, issue }: { draft: DraftSummary; issue: FieldIssue }) {
  const { light, waitsForVerification, leadUnitName } = issue;
  const look = light === 'red' ? ' red' : light === 'yellow' ? ' yellow' : '';
  return (
    <div className={`card${look}`}>
      <h3>{issue.title}</h3>
      <div className="row">
        {waitsForVerification && <span className="tag blue">{t('visit.waits')}</span>}
        <Days issue={issue} />
        <span className="soft">
          {[issue.number, leadUnitName && t('visit.lead', { unit: leadUnitName })].filter(Boolean).join(' · ')}
        </span>
      </div>
      <Choices draft={draft} issue={issue} />
    </div>
  );
}

function Days({ issue: { daysLeft, light } }: { issue: FieldIssue }) {
  if (daysLeft === null) return null;
  const look = light === 'red' ? 'tag red' : light === 'yellow' ? 'tag yellow' : 'tag';
  return (
    <span className={look}>
      {daysLeft < 0
        ? t('visit.overdueBy', { days: -daysLeft })
        : daysLeft === 0
          ? t('visit.dueToday')
          : t('visit.dueIn', { days: daysLeft })}
    </span>
  );
}

function Choices({ draft, issue }: { draft: DraftSummary; issue: { id: string; title: string; number: string } }) {
  const chosen = draft.rechecks[issue.id];
  const [open, setOpen] = useState(false);
  const set = (part: Partial<NonNullable<typeof chosen>>) =>
    changeDraft(draft.id, {
      rechecks: {
        ...draft.rechecks,
        [issue.id]: { finding: 'still', note: '', ...chosen, ...part, title: issue.title, number: issue.number },
      },
    });
  const leaveOut = () => {
    const { [issue.id]: _, ...others } = draft.rechecks;
    changeDraft(draft.id, { rechecks: others });
  };
  const words = { still: t('visit.still'), progress: t('visit.progressed'), solved: t('visit.solved') };
  return (
    <>
      <div className="choices" role="group" aria-label={t('visit.recheckOf', { title: issue.title })}>
        {(['still', 'progress', 'solved'] as const).map((finding) => (
          <button
            key={finding}
            type="button"
            className="button"
            aria-pressed={chosen?.finding === finding}
            onClick={() => (chosen?.finding === finding ? leaveOut() : set({ finding }))}
          >
            <span>
              {words[finding]}
              {finding === 'solved' && <small>{t('visit.solvedSub')}</small>}
            </span>
          </button>
        ))}
      </div>
      {chosen &&
        (open || chosen.note !== '' ? (
          <Field label={t('visit.recheckNote')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                maxLength={300}
                autoComplete="off"
                enterKeyHint="done"
                value={chosen.note}
                onChange={(event) => set({ note: event.target.value })}
              />
            )}
          </Field>
        ) : (
          <button type="button" className="button plain" onClick={() => setOpen(true)}>
            {t('visit.addNote')}
          </button>
        ))}
    </>
  );
}
