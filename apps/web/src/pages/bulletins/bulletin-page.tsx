import { EditOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Card, Col, Flex, Row, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { MonthStepper } from '../../components/month-stepper';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { lastMonth } from '../months/last-month';
import { useRevisions } from '../months/queries';
import { FilesSection } from './files-section';
import { LetterheadForm, NoteForm } from './bulletin-forms';
import { MakeCard } from './make-card';
import { Paper } from './paper';
import { usePreview } from './queries';
import { TemplatesSection } from './templates-section';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** 月度通报: the paper as it will be printed, the files of it, and what people add. */
export default function BulletinPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { permissions } = useMe();
  const { month: inPath } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('month') ?? '';
  const month = inPath ?? (MONTH.test(asked) ? asked : lastMonth(today));
  const revision = Number(search.get('revision')) || undefined;
  const mayRead = permissions.includes('bulletin.preview');
  const mayMake = permissions.includes('bulletin.make');
  const [form, setForm] = useState<'note' | 'letterhead'>();
  const preview = usePreview(month, revision, mayRead);
  return (
    <Flex vertical gap={16}>
      <Head month={month} revision={revision} today={today} />
      <Row gutter={[16, 16]}>
        {mayRead && (
          <Col xs={24} xl={15}>
            <Section
              title={t('bulletins.preview')}
              extra={
                mayMake && (
                  <Space wrap>
                    <Button icon={<EditOutlined />} onClick={() => setForm('note')}>
                      {t('bulletins.note.button')}
                    </Button>
                    <Button
                      icon={<SettingOutlined />}
                      aria-label={t('bulletins.letterhead.title')}
                      onClick={() => setForm('letterhead')}
                    />
                  </Space>
                )
              }
            >
              {preview.data ? (
                <div style={{ opacity: preview.isPlaceholderData ? 0.5 : 1 }}>
                  <Paper paper={preview.data} />
                </div>
              ) : (
                <PageState error={preview.error} onRetry={() => void preview.refetch()} />
              )}
            </Section>
          </Col>
        )}
        <Col xs={24} xl={mayRead ? 9 : 24}>
          <Flex vertical gap={16}>
            {mayMake && <MakeCard month={month} revision={revision} />}
            <FilesSection month={month} />
            {mayMake && <TemplatesSection />}
          </Flex>
        </Col>
      </Row>
      {form === 'note' && <NoteForm month={month} onClose={() => setForm(undefined)} />}
      {form === 'letterhead' && <LetterheadForm onClose={() => setForm(undefined)} />}
    </Flex>
  );
}

function Head({ month, revision, today }: { month: string; revision?: number; today: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const revisions = useRevisions(month);
  const newest = revisions.data?.at(-1)?.revision ?? 0;
  const go = (to: string) => void navigate(`/bulletins/${to}`);
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" wrap gap={12}>
        <div>
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('bulletins.title')}
          </Typography.Title>
          <Typography.Text type="secondary">{t('bulletins.hint')}</Typography.Text>
        </div>
        <Space wrap>
          <MonthStepper month={month} today={today} onMonth={go} />
          {newest > 0 && (
            <Select
              aria-label={t('months.revision')}
              value={revision ?? newest}
              options={revisions.data?.map(({ revision: n }) => ({
                value: n,
                label: t('months.revisionN', { n }) + (n === newest ? `（${t('months.newest')}）` : ''),
              }))}
              onChange={(n: number) => go(n === newest ? month : `${month}?revision=${n}`)}
            />
          )}
        </Space>
      </Flex>
    </Card>
  );
}
