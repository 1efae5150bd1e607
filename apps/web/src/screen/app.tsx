import { useEffect, useState } from 'react';
import { Batches } from './panels/batches';
import { Curves } from './panels/curves-panel';
import { Head } from './panels/head';
import { HeldUp } from './panels/held-up';
import { Lists } from './panels/lists';
import { Numbers } from './panels/numbers';
import { Places } from './panels/places';
import { Units } from './panels/units';
import { useScreen } from './use-screen';
import { t } from './words';

const WIDTH = 1920;
const HEIGHT = 1080;

/** The district on a wall. */
export function ScreenApp({ token }: { token: string | undefined }) {
  const { screen, ground, refused, stale } = useScreen(token);
  const scale = useScale();
  useEffect(() => {
    if (screen) document.title = t('title', { district: screen.district });
  }, [screen]);
  if (token === undefined) return <Words text={t('noToken')} />;
  if (refused) return <Words text={t('refused')} />;
  if (!screen) return <Words text={t(stale ? 'waiting' : 'starting')} />;
  return (
    <div
      className={screen.demoNote === null ? 'sheet' : 'sheet noted'}
      style={{ transform: `scale(${scale}) translate(-50%, -50%)` }}
    >
      <div className="inside">
        <Head screen={screen} stale={stale} />
        <Numbers tiles={screen.tiles} />
        <main className="columns">
          <div className="column" style={{ gridTemplateRows: 'minmax(0, 1fr)' }}>
            <Lists lists={screen.lists} />
          </div>
          <div className="column" style={{ gridTemplateRows: 'minmax(0, 1fr) 290px' }}>
            <Places screen={screen} ground={ground} />
            <Curves lists={screen.lists} />
          </div>
          <div className="column" style={{ gridTemplateRows: '322px minmax(0, 1fr) minmax(0, 1fr)' }}>
            <Batches batches={screen.threeBatches} />
            <HeldUp heldUp={screen.heldUp} />
            <Units units={screen.units} />
          </div>
        </main>
      </div>
      {screen.demoNote !== null && <div className="note one">{firstSentence(screen.demoNote)}</div>}
    </div>
  );
}

const Words = ({ text }: { text: string }) => (
  <p className="starting" role="status">
    {text}
  </p>
);

/** The wall has one line for it; the pages say the rest. */
const firstSentence = (text: string): string => text.replace(/。.*$/s, '。');

/** How much larger or smaller than it is drawn the sheet is shown. */
function useScale(): number {
  const of = (): number => Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT);
  const [scale, setScale] = useState(of);
  useEffect(() => {
    const changed = (): void => setScale(of());
    window.addEventListener('resize', changed);
    return () => window.removeEventListener('resize', changed);
  }, []);
  return scale;
}
