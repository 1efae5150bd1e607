import { Backup } from '../parts/backup';
import { OutboxItem } from '../parts/outbox-item';
import { Nothing, Screen } from '../parts/screen';
import { Tabs } from '../parts/tabs';
import { type DraftState, retryAll, useDrafts, useSession, useStrip } from '../store';
import { t } from '../words';

const KEPT = 20;
const SECTIONS: { key: 'attention' | 'waiting' | 'drafts' | 'delivered'; states: DraftState[] }[] = [
  { key: 'attention', states: ['needs-attention'] },
  { key: 'waiting', states: ['sending', 'waiting'] },
  { key: 'drafts', states: ['draft'] },
  { key: 'delivered', states: ['delivered'] },
];

/** 待发送: every visit on this phone, where it is and what to do about it. */
export function OutboxPage() {
  const drafts = useDrafts();
  const { storage } = useStrip();
  const { others } = useSession();
  const foreign = others.reduce((sum, { count }) => sum + count, 0);
  const unsent = drafts.some(({ state }) => state === 'waiting' || state === 'needs-attention');
  const full = storage.broken || storage.low;
  return (
    <Screen title={t('outbox.title')} bottom={<Tabs at="outbox" />}>
      {full && (
        <p className={storage.broken ? 'note bad' : 'note warn'} role="alert">
          {storage.message ?? t(storage.broken ? 'outbox.storageFull' : 'outbox.storageLow')}
        </p>
      )}
      {!full && storage.persisted === false && drafts.length > 0 && (
        <p className="note warn">{t('outbox.notPersisted')}</p>
      )}
      {unsent && (
        <button type="button" className="button main wide" onClick={() => void retryAll()}>
          {t('outbox.retryAll')}
        </button>
      )}
      {drafts.length === 0 && <Nothing title={t('outbox.empty')} hint={t('outbox.emptyHint')} />}
      {SECTIONS.map(({ key, states }) => {
        const those = drafts
          .filter(({ state }) => states.includes(state))
          .slice(0, key === 'delivered' ? KEPT : undefined);
        if (those.length === 0) return null;
        return (
          <section key={key} className="stack" aria-labelledby={key}>
            <h2 id={key}>
              {t(`outbox.${key}`)} {those.length}
            </h2>
            {those.map((draft) => (
              <OutboxItem key={draft.id} draft={draft} />
            ))}
          </section>
        );
      })}
      {foreign > 0 && <p className="note">{t('outbox.foreign', { count: foreign })}</p>}
      <Backup />
    </Screen>
  );
}
