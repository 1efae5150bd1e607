import { ArrowLeftOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Card, Checkbox, Flex, Form, Input, Radio, Typography, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { NoticePreview } from './notice-preview';
import { type PreviewBody, useCalendarYear, usePreview } from './queries';

const LARGEST = 600_000;

/** Entering or correcting a year: the notice's text or a file, the preview of the year, and only then publishing it. */
export default function NoticePage() {
  const { get } = useAddress();
  const { today, calendarWanted } = useDistrict();
  const asked = Number(get('year'));
  const year = asked >= 2001 && asked <= 2099 ? asked : (calendarWanted ?? Number(today.slice(0, 4)));
  const stored = useCalendarYear(year);
  if (!stored.data) return <PageState error={stored.error} onRetry={() => void stored.refetch()} />;
  return <Entry key={year} year={year} corrects={!stored.data.estimated} />;
}

function Entry({ year, corrects }: { year: number; corrects: boolean }) {
  const { t } = useTranslation();
  const preview = usePreview();
  const [source, setSource] = useState<Pick<PreviewBody, 'format' | 'content'>>({ format: 'text', content: '' });
  const [keepOthers, setKeepOthers] = useState(false);
  const shown = useRef<HTMLDivElement>(null);
  const ready = source.content.trim() !== '';
  // The result stands below what was pasted: it is brought into sight.
  useEffect(() => {
    if (preview.data) shown.current?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, [preview.data]);
  const change = (next: Pick<PreviewBody, 'format' | 'content'>) => {
    setSource(next);
    preview.reset();
  };
  return (
    <>
      <Card>
        <Link to={`/calendar?year=${year}`}>
          <ArrowLeftOutlined /> {t('calendar.entry.back')}
        </Link>
        <Typography.Title level={4} style={{ margin: '8px 0 16px' }}>
          {t(corrects ? 'calendar.entry.correctTitle' : 'calendar.entry.title', { year })}
        </Typography.Title>
        <Source year={year} source={source} onChange={change} />
        {corrects && (
          <Checkbox
            checked={keepOthers}
            style={{ marginTop: 12 }}
            onChange={({ target }) => {
              setKeepOthers(target.checked);
              preview.reset();
            }}
          >
            {t('calendar.entry.keepOthers')}
          </Checkbox>
        )}
        {preview.error && <Alert type="error" showIcon style={{ marginTop: 12 }} title={sentenceOf(preview.error)} />}
        <Flex style={{ marginTop: 16 }} gap={12} align="center" wrap>
          <Button
            type={preview.data ? 'default' : 'primary'}
            disabled={!ready}
            loading={preview.isPending}
            onClick={() => preview.mutate({ year, ...source, keepOthers: corrects && keepOthers })}
          >
            {t(preview.data ? 'calendar.entry.previewAgain' : 'calendar.entry.preview')}
          </Button>
          {!ready && <Typography.Text type="secondary">{t('calendar.entry.nothing')}</Typography.Text>}
        </Flex>
      </Card>
      <div ref={shown} style={{ scrollMarginTop: 64 }} />
      {preview.data && (
        <NoticePreview key={preview.submittedAt} preview={preview.data} onStale={() => preview.reset()} />
      )}
    </>
  );
}

interface SourceProps {
  year: number;
  source: Pick<PreviewBody, 'format' | 'content'>;
  onChange: (source: Pick<PreviewBody, 'format' | 'content'>) => void;
}

/** Where the days come from: pasted, or a file that is read here and sent as text. */
function Source({ year, source, onChange }: SourceProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [how, setHow] = useState<'paste' | 'file'>('paste');
  const [name, setName] = useState<string>();
  const readFile = async (file: File) => {
    const format = /\.(json|ics)$/i.exec(file.name)?.[1]?.toLowerCase() as 'json' | 'ics' | undefined;
    if (format === undefined) return void message.error(t('calendar.entry.fileKind'));
    if (file.size > LARGEST) return void message.error(t('calendar.entry.fileLarge'));
    try {
      onChange({ format, content: await file.text() });
      setName(file.name);
    } catch {
      void message.error(t('calendar.entry.fileUnread'));
    }
  };
  return (
    <Form layout="vertical">
      <Form.Item label={t('calendar.entry.how')}>
        <Radio.Group
          value={how}
          optionType="button"
          options={[
            { value: 'paste', label: t('calendar.entry.paste') },
            { value: 'file', label: t('calendar.entry.file') },
          ]}
          onChange={({ target }) => {
            setHow(target.value as 'paste' | 'file');
            setName(undefined);
            onChange({ format: 'text', content: '' });
          }}
        />
      </Form.Item>
      {how === 'paste' ? (
        <Form.Item label={t('calendar.entry.text')} htmlFor="notice-text" style={{ marginBottom: 0 }}>
          <Input.TextArea
            id="notice-text"
            value={source.content}
            autoSize={{ minRows: 8, maxRows: 20 }}
            placeholder={t('calendar.entry.placeholder', { year })}
            onChange={({ target }) => onChange({ format: 'text', content: target.value })}
          />
        </Form.Item>
      ) : (
        <Form.Item extra={t('calendar.entry.fileHint')} style={{ marginBottom: 0 }}>
          <Flex vertical gap={8} align="start">
            <Upload
              accept=".json,.ics"
              showUploadList={false}
              beforeUpload={(file) => {
                void readFile(file);
                return false;
              }}
            >
              <Button icon={<UploadOutlined />}>{t('calendar.entry.choose')}</Button>
            </Upload>
            {name !== undefined && <span className="wrap-anywhere">{t('calendar.entry.fileRead', { name })}</span>}
          </Flex>
        </Form.Item>
      )}
    </Form>
  );
}
