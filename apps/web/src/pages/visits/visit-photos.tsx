import { DownloadOutlined, WarningOutlined } from '@ant-design/icons';
import { Flex, Image, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { Section } from '../../components/section';
import type { Photo } from './queries';
import { useDistanceText } from './visit-facts';

export const stampedUrl = (id: string): string => `/api/photos/${id}/stamped`;
export const thumbnailUrl = (id: string): string => `/api/photos/${id}/thumbnail`;
export const originalUrl = (id: string): string => `/api/photos/${id}/content`;

/** The photos small; one opens large, with its watermark. What is doubtful is said in words beside it. */
export function VisitPhotos({ photos }: { photos: Photo[] }) {
  const { t } = useTranslation();
  return (
    <Section title={t('visit.photos')}>
      {photos.length === 0 ? (
        <Typography.Text type="secondary">{t('visit.noPhotos')}</Typography.Text>
      ) : (
        <Image.PreviewGroup>
          <div className="photo-grid">
            {photos.map((photo) => (
              <PhotoCard key={photo.id} photo={photo} />
            ))}
          </div>
        </Image.PreviewGroup>
      )}
    </Section>
  );
}

function PhotoCard({ photo }: { photo: Photo }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const far = useDistanceText();
  return (
    <figure style={{ margin: 0, minWidth: 0 }} className="wrap-anywhere">
      <Image
        src={thumbnailUrl(photo.id)}
        preview={{ src: stampedUrl(photo.id) }}
        alt={t('visit.photo.open', { number: photo.number })}
        width="100%"
        style={{ aspectRatio: '4 / 3', objectFit: 'cover', borderRadius: 6 }}
      />
      <figcaption style={{ marginTop: 6, fontSize: 13 }}>
        <div>{photo.number}</div>
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {t('visit.photo.takenAt', { time: dayjs(photo.takenAt).format(t('visit.time')) })} ·{' '}
          {word('photoSource', photo.source)}
        </Typography.Text>
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {photo.distance !== null
            ? t('visit.distance', { distance: far(photo.distance) })
            : t(photo.positioned ? 'visit.distanceUnknown' : 'visit.photo.noPosition')}
        </Typography.Text>
        {photo.doubts.map((doubt) => (
          <Doubt key={doubt}>{doubt}</Doubt>
        ))}
        {photo.matches.map((match) => (
          <Doubt key={match.photoId}>
            <Link to={`/visits/${match.visitId}`}>
              {t('visit.photo.reused', { day: match.visitedOn, project: match.projectName })}
            </Link>
          </Doubt>
        ))}
        {!photo.stamped && (
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {t('visit.photo.pending')}
          </Typography.Text>
        )}
        <a href={originalUrl(photo.id)} download aria-label={t('visit.photo.originalOf', { number: photo.number })}>
          <DownloadOutlined /> {t('visit.photo.original')}
        </a>
      </figcaption>
    </figure>
  );
}

function Doubt({ children }: { children: React.ReactNode }) {
  return (
    <Flex gap={6} align="start" style={{ color: '#8a4b00' }}>
      <WarningOutlined aria-hidden style={{ marginTop: 4 }} />
      <span>{children}</span>
    </Flex>
  );
}
