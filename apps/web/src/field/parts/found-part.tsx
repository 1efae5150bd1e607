import { changeDraft, type DraftIssue, type DraftSummary, freshIssue } from '../store';
import { t } from '../words';
import { Chips, Field } from './field';
import { TextArea } from './text-area';

const MOST = 20;

/** New problems: category, severity, one sentence. */
export function FoundPart(props: {
  draft: DraftSummary;
  categories: { code: string; name: string }[];
  severities: { code: string; name: string }[];
  faults: Record<string, string>;
}) {
  const { draft, faults } = props;
  const set = (issues: DraftIssue[]) => changeDraft(draft.id, { issues });
  const change = (id: string, part: Partial<DraftIssue>) =>
    set(draft.issues.map((issue) => (issue.id === id ? { ...issue, ...part } : issue)));
  const categories = props.categories.map(({ code, name }) => ({ value: code, label: name }));
  const severities = props.severities.map(({ code, name }) => ({ value: code as DraftIssue['severity'], label: name }));
  return (
    <section className="stack" aria-labelledby="found">
      <h2 id="found">{t('visit.found')}</h2>
      {draft.issues.map((issue, index) => (
        <div key={issue.id} className="card" role="group" aria-label={t('visit.issueN', { n: index + 1 })}>
          <div className="row apart">
            <h3>{t('visit.issueN', { n: index + 1 })}</h3>
            <button
              type="button"
              className="button plain danger"
              aria-label={t('visit.removeIssue', { n: index + 1 })}
              onClick={() => set(draft.issues.filter(({ id }) => id !== issue.id))}
            >
              {t('remove')}
            </button>
          </div>
          <Chips
            label={t('visit.category')}
            fault={faults[`issues.${index}.categoryCode`]}
            options={categories}
            value={issue.categoryCode}
            onChange={(categoryCode) => change(issue.id, { categoryCode })}
          />
          <Chips
            label={t('visit.severity')}
            fault={faults[`issues.${index}.severity`]}
            options={severities}
            value={issue.severity}
            onChange={(severity) => change(issue.id, { severity })}
          />
          <Field label={t('visit.issueTitle')} fault={faults[`issues.${index}.title`]}>
            {(ids) => (
              <TextArea
                {...ids}
                maxLength={100}
                placeholder={t('visit.issueTitleHint')}
                value={issue.title}
                onChange={(event) => change(issue.id, { title: event.target.value })}
              />
            )}
          </Field>
        </div>
      ))}
      {draft.issues.length < MOST && (
        <button type="button" className="button wide" onClick={() => set([...draft.issues, freshIssue()])}>
          + {t(draft.issues.length === 0 ? 'visit.addIssue' : 'visit.addAnother')}
        </button>
      )}
    </section>
  );
}
