import { FileTextOutlined } from '@ant-design/icons';
import { Flex, Image, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Attachment, contentUrl, thumbnailUrl } from './file-queries';

/** Bytes as people say it. */
export const sizeOf = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;

/** Photos side by side, each opening large; documents as downloads. */
export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  const { t } = useTranslation();
  const photos = attachments.filter(({ kind }) => kind === 'photo');
  const documents = attachments.filter(({ kind }) => kind === 'document');
  return (
    <Flex vertical gap={6} style={{ marginTop: 6 }}>
      {photos.length > 0 && (
        <Image.PreviewGroup>
          <Flex wrap gap={8}>
            {photos.map(({ id, name }) => (
              <Image
                key={id}
                src={thumbnailUrl(id)}
                preview={{ src: contentUrl(id) }}
                alt={t('files.preview', { name })}
                width={96}
                height={96}
                style={{ objectFit: 'cover', borderRadius: 6 }}
              />
            ))}
          </Flex>
        </Image.PreviewGroup>
      )}
      {documents.map(({ id, name, size }) => (
        <span key={id} className="wrap-anywhere">
          <a href={contentUrl(id)} download aria-label={t('files.download', { name })}>
            <FileTextOutlined /> {name}
          </a>
          <Typography.Text type="secondary" style={{ fontSize: 13, marginInlineStart: 8 }}>
            {sizeOf(size)}
          </Typography.Text>
        </span>
      ))}
    </Flex>
  );
}
