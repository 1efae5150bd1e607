import { useMemo, useState } from 'react';
import { geoLink, layOut, metresBetween, type Place, placeOf } from '../geo';
import { A } from '../parts/link';
import { Nothing, Screen } from '../parts/screen';
import { Tabs } from '../parts/tabs';
import { to } from '../route';
import { distanceText } from '../say';
import { type DraftSummary, type FieldProject, takePosition, useBundle, useDrafts } from '../store';
import { finishedOf, isOpen, rowsOf } from '../week';
import { t } from '../words';

const WIDTH = 360;
const HEIGHT = 320;
const MARGIN = 28;

/** 路线: where the week's projects lie, drawn on the phone itself, and the way from one to the next. */
export function MapPage() {
  const { view } = useBundle();
  const drafts = useDrafts();
  // Never stored: it is gone with this screen.
  const [me, setMe] = useState<Place | null>(null);
  const { placed, unplaced } = useMemo(() => {
    const finished = view ? finishedOf(drafts, view.today) : new Map<string, DraftSummary>();
    const { planned, others } = view ? rowsOf(view, finished) : { planned: [], others: [] };
    // The way that is still to go; the numbers are those of the week's list.
    const open = planned.filter((project) => isOpen(project, finished));
    const all = open.length > 0 ? open : planned.length > 0 ? planned : others;
    return {
      placed: all.flatMap((project) => {
        const place = placeOf(project);
        return place ? [{ project, place }] : [];
      }),
      unplaced: all.filter((project) => placeOf(project) === null),
    };
  }, [view, drafts]);
  return (
    <Screen title={t('map.title')} bottom={<Tabs at="map" />}>
      {!view ? (
        <Nothing title={t('week.notLoaded')} hint={t('week.notLoadedHint')} />
      ) : placed.length === 0 ? (
        <Nothing title={t('map.empty')} hint={t('map.unplacedHint')} />
      ) : (
        <>
          <Drawing places={placed.map(({ place }) => place)} me={me} />
          <MyPosition onFound={setMe} />
          <section className="stack" aria-labelledby="route">
            <h2 id="route">{t('map.route')}</h2>
            <p className="soft">{t('map.straight')}</p>
            <ol className="stack">
              {placed.map(({ project, place }, index) => (
                <li key={project.id} className="card">
                  <h3>
                    {index + 1}. <A href={to.project(project.id)}>{project.name}</A>
                  </h3>
                  <p className="soft">
                    {project.address}
                    <br />
                    {wayTo(place, placed[index - 1]?.place)}
                    {me && ` · ${t('map.fromMe', { distance: distanceText(metresBetween(me, place)) })}`}
                  </p>
                  <a
                    className="button"
                    href={geoLink(place, project.name)}
                    aria-label={t('map.navigateOf', { project: project.name })}
                  >
                    {t('map.navigate')}
                  </a>
                </li>
              ))}
            </ol>
          </section>
        </>
      )}
      {unplaced.length > 0 && <Unplaced projects={unplaced} />}
    </Screen>
  );
}

const wayTo = (place: Place, before: Place | undefined): string =>
  before ? t('map.from', { distance: distanceText(metresBetween(before, place)) }) : t('map.first');

function Drawing({ places, me }: { places: Place[]; me: Place | null }) {
  const { points, scale } = useMemo(() => layOut(me ? [...places, me] : places, WIDTH, HEIGHT, MARGIN), [places, me]);
  const spots = points.slice(0, places.length);
  const mine = me ? points[places.length] : undefined;
  return (
    <svg className="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('map.label')}>
      <polyline
        points={spots.map(({ x, y }) => `${x},${y}`).join(' ')}
        fill="none"
        stroke="#6b7686"
        strokeWidth="2"
        strokeDasharray="5 5"
      />
      {/* The first of the plan lies on top where two are close together. */}
      {spots
        .map(({ x, y }, index) => (
          <g key={index} className="spot" transform={`translate(${x} ${y})`}>
            <circle r="13" fill="#0b3f86" stroke="#fff" strokeWidth="2" />
            <text>{index + 1}</text>
          </g>
        ))
        .reverse()}
      {mine && (
        <g transform={`translate(${mine.x} ${mine.y})`}>
          <circle r="9" fill="#8c1710" stroke="#fff" strokeWidth="2" />
          <text x="12" y="5">
            {t('map.me')}
          </text>
        </g>
      )}
      <g transform={`translate(12 ${HEIGHT - 12})`}>
        <path d={`M0 -6V0H${scale.length}V-6`} fill="none" stroke="#14181f" strokeWidth="2" />
        <text x={scale.length + 6} y="0">
          {distanceText(scale.metres)}
        </text>
      </g>
      <g transform={`translate(${WIDTH - 18} 30)`}>
        <path d="M0 -18 6 -4H-6z" fill="#14181f" />
        <text y="10" textAnchor="middle">
          N
        </text>
      </g>
    </svg>
  );
}

function MyPosition({ onFound }: { onFound: (place: Place) => void }) {
  const [state, setState] = useState<'idle' | 'finding' | 'failed'>('idle');
  const find = async () => {
    setState('finding');
    const place = await takePosition();
    setState(place ? 'idle' : 'failed');
    if (place) onFound(place);
  };
  return (
    <div className="stack">
      <button type="button" className="button" onClick={() => void find()}>
        {t(state === 'finding' ? 'map.finding' : 'map.mine')}
      </button>
      <p className="soft">{t('map.mineHint')}</p>
      {state === 'failed' && (
        <p className="note warn" role="alert">
          {t('map.failed')}
        </p>
      )}
    </div>
  );
}

function Unplaced({ projects }: { projects: FieldProject[] }) {
  return (
    <section className="card" aria-labelledby="unplaced">
      <h2 id="unplaced">{t('map.unplaced')}</h2>
      <p className="soft">{t('map.unplacedHint')}</p>
      <ul className="points">
        {projects.map(({ id, name, address }) => (
          <li key={id}>
            {name} <span className="soft">{address}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
