import { type ChangeEvent, useState } from 'react';
import { exportUnsent, importUnsent } from '../store';
import { t } from '../words';

/** The last resort: what was not sent as one file, and back from it. */
export function Backup() {
  const [said, setSaid] = useState<{ text: string; bad?: boolean }>();
  const save = async () => {
    try {
      const { blob, name, visits } = await exportUnsent();
      if (visits === 0) return setSaid({ text: t('outbox.exportNone') });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = name;
      link.click();
      // The browser reads it after the click has returned.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      setSaid({ text: t('outbox.exported', { count: visits }) });
    } catch (error) {
      setSaid({ text: (error as Error).message, bad: true });
    }
  };
  const load = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (!file) return;
    try {
      const { added, kept, damaged } = await importUnsent(file);
      setSaid({
        text: [t('outbox.imported', { count: added, skipped: kept }), ...damaged].join(' '),
        bad: damaged.length > 0,
      });
    } catch (error) {
      setSaid({ text: (error as Error).message || t('outbox.importFailed'), bad: true });
    }
  };
  return (
    <section className="card" aria-labelledby="backup">
      <h2 id="backup">{t('outbox.backup')}</h2>
      <p className="soft">{t('outbox.exportHint')}</p>
      <div className="beside">
        <button type="button" className="button" onClick={() => void save()}>
          {t('outbox.export')}
        </button>
        <label className="button file">
          {t('outbox.import')}
          <input type="file" accept=".zip,application/zip" onChange={(event) => void load(event)} />
        </label>
      </div>
      <p role="status" className={said ? (said.bad ? 'note bad' : 'note good') : 'unseen'}>
        {said?.text}
      </p>
    </section>
  );
}
