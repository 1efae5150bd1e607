import { type ChangeEvent, useState } from 'react';
import { distanceText, timeText } from '../say';
import {
  addPhoto,
  distanceTo,
  type DraftSummary,
  type FieldProject,
  type Photo,
  removePhoto,
  usePhotoUrl,
} from '../store';
import { t } from '../words';
import { Fault } from './field';

const MOST = 20;
/** From here on the officer is asked to look again; the size of a site and of a poor fix are no reason. */
const FAR = 500;

/** Photos: from the camera, or from the gallery and then marked so. */
export function PhotoPart(props: { draft: DraftSummary; project: FieldProject | null; fault?: string }) {
  const { draft, project, fault } = props;
  const [refused, setRefused] = useState<string>();
  const full = draft.photos.length >= MOST;
  const take = (source: 'camera' | 'gallery') => async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same picture may be chosen again.
    event.target.value = '';
    setRefused(undefined);
    try {
      for (const file of files) await addPhoto(draft.id, file, source);
    } catch (error) {
      setRefused((error as Error).message);
    }
  };
  return (
    <section className="card" aria-labelledby="photos">
      <h2 id="photos">{t('visit.photos')}</h2>
      <p className={project?.photo.required ? 'strong' : 'soft'}>
        {project?.photo.required
          ? t('visit.photoRequired', { purpose: project.photo.purpose ?? '' })
          : t('visit.photoOptional')}{' '}
        <span className="soft">{t('visit.placeWhy')}</span>
      </p>
      {draft.photos.length > 0 && (
        <ul className="thumbs">
          {draft.photos.map((photo, index) => (
            <li key={photo.id}>
              <PhotoCard photo={photo} n={index + 1} project={project} />
            </li>
          ))}
        </ul>
      )}
      {full ? (
        <p className="soft">{t('visit.photoFull')}</p>
      ) : (
        <div className="beside">
          <label className={`button file${project?.photo.required && draft.photos.length === 0 ? ' main' : ''}`}>
            {t('visit.camera')}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              onChange={(event) => void take('camera')(event)}
            />
          </label>
          <label className="button file">
            {t('visit.gallery')}
            <input type="file" accept="image/*" multiple onChange={(event) => void take('gallery')(event)} />
          </label>
        </div>
      )}
      {fault !== undefined && <Fault text={fault} />}
      {refused !== undefined && (
        <p className="fault" role="alert">
          {refused}
        </p>
      )}
    </section>
  );
}

function PhotoCard({ photo, n, project }: { photo: Photo; n: number; project: FieldProject | null }) {
  const url = usePhotoUrl(photo.id);
  const name = t('visit.photoN', { n });
  return (
    <figure>
      {url === null ? <div className="blank">{t('visit.photoWorking')}</div> : <img src={url} alt={name} />}
      <figcaption className="stack">
        <span>
          {name} · {timeText(photo.takenAt, Date.now())}
        </span>
        {photo.state === 'raw' && <span className="soft">{t('visit.photoWorking')}</span>}
        {photo.state === 'unreadable' && <span className="fault">{t('visit.photoFailed')}</span>}
        <Where photo={photo} project={project} />
        <button
          type="button"
          className="button danger"
          aria-label={t('visit.removePhoto', { n })}
          onClick={() => void removePhoto(photo.id)}
        >
          {t('remove')}
        </button>
      </figcaption>
    </figure>
  );
}

/** A hint, never an obstacle. */
function Where({ photo, project }: { photo: Photo; project: FieldProject | null }) {
  if (photo.source === 'gallery') return <span className="tag yellow">{t('visit.galleryNote')}</span>;
  if (photo.positioning) return <span className="soft">{t('visit.placing')}</span>;
  if (!photo.location) return <span className="soft">{t('visit.noPlace')}</span>;
  const { accuracy } = photo.location;
  const metres = project ? distanceTo(project, photo.location) : null;
  return (
    <>
      {metres !== null && (
        <span className={metres > FAR + accuracy ? 'tag yellow' : 'soft'}>
          {t(metres > FAR + accuracy ? 'visit.far' : 'visit.near', { distance: distanceText(metres) })}
        </span>
      )}
      <span className="soft">{t('visit.accuracy', { distance: distanceText(accuracy) })}</span>
    </>
  );
}
