import { Chart } from '../../components/chart';
import { curvesOption, drawnLists } from '../curves';
import type { Screen } from '../use-screen';
import { t } from '../words';
import { Panel, Quiet } from './panel';

/** How the first lists came to where they are, and where they are going. */
export function Curves({ lists }: { lists: Screen['lists'] }) {
  const drawn = drawnLists(lists);
  return (
    <Panel title={t('curve.title')}>
      {drawn.length === 0 ? (
        <Quiet text={t('curve.empty')} />
      ) : (
        <Chart option={curvesOption(drawn)} height={204} label={t('curve.title')} />
      )}
    </Panel>
  );
}
