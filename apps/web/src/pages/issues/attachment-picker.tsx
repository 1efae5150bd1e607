import { FileTextOutlined } from '@ant-design/icons';
import { Checkbox, Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageState } from '../../components/page-state';
import { sizeOf } from './attachment-list';
import { ChooseFiles, ChosenFiles } from './choose-files';
import { type Attachment, thumbnailUrl, useAdded, useAttachments } from './file-queries';
import { type Uploading, useUploads } from './use-uploads';

const MOST = 20;

interface AttachmentPickerProps {
  issueId: string;
  /** Ids of what is picked. */
  value?: string[];
  onChange?: (ids: string[]) => void;
  /** Only photos, or only documents, count. */
  kind?: Attachment['kind'];
}

const NOTHING: string[] = [];

/** Evidence for an action: what the issue has already, and new files, which are sent and picked at once. */
export function AttachmentPicker({ issueId, value = NOTHING, onChange, kind }: AttachmentPickerProps) {
  const { t } = useTranslation();
  const known = useAttachments(issueId);
  const added = useAdded(issueId);
  const uploads = useUploads(issueId, MOST);
  const shown = known.data?.items.filter((attachment) => kind === undefined || attachment.kind === kind);

  // Files are sent one after the other, and each adds to what is picked by then.
  const picked = useRef(value);
  const line = useRef(Promise.resolve());
  useEffect(() => {
    picked.current = value;
  }, [value]);

  const pick = (ids: string[]) => {
    picked.current = ids;
    onChange?.(ids);
  };
  const send = async (item: Uploading) => {
    const kept = await uploads.send(item);
    if (!kept) return;
    uploads.remove(item.id);
    added();
    pick([...picked.current.filter((id) => id !== kept.id), kept.id]);
  };
  const queue = (item: Uploading) => {
    line.current = line.current.then(() => send(item));
  };
  const toggle = (id: string, on: boolean) =>
    pick(on ? [...picked.current, id] : picked.current.filter((other) => other !== id));

  return (
    <div>
      <ChooseFiles uploads={uploads} most={MOST} onChosen={queue} />
      <ChosenFiles uploads={uploads} onAgain={queue} />
      <Typography.Paragraph type="secondary" style={{ fontSize: 13, margin: '6px 0' }}>
        {t('files.upload.hint')}
        {t('files.picker.added')}
      </Typography.Paragraph>
      {!shown ? (
        <PageState error={known.error} onRetry={() => void known.refetch()} />
      ) : shown.length === 0 ? (
        <Typography.Text type="secondary">{t('files.picker.none')}</Typography.Text>
      ) : (
        <>
          <Typography.Text>
            {t('files.picker.existing')}
            {value.length > 0 && `（${t('files.picker.picked', { count: value.length })}）`}
          </Typography.Text>
          <Flex vertical gap={8} style={{ marginTop: 8, maxHeight: 320, overflowY: 'auto' }}>
            {shown.map((attachment) => (
              <Checkbox
                key={attachment.id}
                checked={value.includes(attachment.id)}
                onChange={(event) => toggle(attachment.id, event.target.checked)}
              >
                <Choice attachment={attachment} />
              </Checkbox>
            ))}
          </Flex>
        </>
      )}
    </div>
  );
}

function Choice({ attachment: { id, kind, name, size, uploadedByName, at } }: { attachment: Attachment }) {
  const { t } = useTranslation();
  return (
    <Flex gap={8} align="center">
      {kind === 'photo' ? (
        <img
          src={thumbnailUrl(id)}
          alt=""
          width={44}
          height={44}
          style={{ objectFit: 'cover', borderRadius: 4, flex: 'none' }}
        />
      ) : (
        <FileTextOutlined style={{ fontSize: 24, width: 44, flex: 'none' }} />
      )}
      <span className="wrap-anywhere">
        {name}
        <br />
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {sizeOf(size)} · {uploadedByName} · {dayjs(at).format(t('issues.one.time'))}
        </Typography.Text>
      </span>
    </Flex>
  );
}
