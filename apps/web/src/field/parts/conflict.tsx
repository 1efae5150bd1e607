import { useState } from 'react';
import { timeText } from '../say';
import { type DraftSummary, resolve } from '../store';
import { t } from '../words';

/** The server has this visit with other words: both side by side, and three ways on. */
export function Conflict({ draft }: { draft: DraftSummary }) {
  const theirs = draft.trouble?.serverVisit ?? null;
  const now = Date.now();
  const [fault, setFault] = useState<string>();
  const choose = (way: (typeof WAYS)[number]) => {
    setFault(undefined);
    resolve(draft.id, way).catch((error: Error) => setFault(error.message));
  };
  return (
    <div className="stack">
      <p className="note warn">
        <span className="strong">{t('outbox.conflictTitle')}</span>
        <br />
        {t('outbox.conflictHint')}
      </p>
      <div className="beside">
        <Side
          title={t('outbox.mine')}
          time={timeText(draft.visitedAt, now)}
          text={draft.note}
          photos={draft.photos.length}
          issues={draft.issues.map(({ title }) => title)}
        />
        {theirs ? (
          <Side
            title={t('outbox.theirs')}
            time={timeText(theirs.visitedAt, now)}
            text={theirs.note}
            photos={theirs.photos.length}
            issues={theirs.issues.map(({ title }) => title)}
          />
        ) : (
          <div>
            <p className="strong">{t('outbox.theirs')}</p>
            <p>{t('outbox.conflictNone')}</p>
          </div>
        )}
      </div>
      {fault !== undefined && (
        <p className="fault" role="alert">
          {fault}
        </p>
      )}
      {WAYS.map((way) => (
        <div key={way}>
          <button type="button" className="button wide" onClick={() => choose(way)}>
            {t(WORDS[way])}
          </button>
          <p className="soft">{t(`${WORDS[way]}Hint`)}</p>
        </div>
      ))}
    </div>
  );
}

const WAYS = ['mine', 'theirs', 'another'] as const;
const WORDS = { mine: 'outbox.keepMine', theirs: 'outbox.keepTheirs', another: 'outbox.another' } as const;

function Side(props: { title: string; time: string; text: string; photos: number; issues: string[] }) {
  return (
    <div className="stack">
      <p className="strong">{props.title}</p>
      <p>
        {t('outbox.conflictTime')} {props.time}
      </p>
      <p>{props.text}</p>
      <p>{t('outbox.photos', { count: props.photos })}</p>
      {props.issues.map((title, index) => (
        <p key={index}>
          {t('visit.issueN', { n: index + 1 })}：{title}
        </p>
      ))}
    </div>
  );
}
