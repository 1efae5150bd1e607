import { App, Button, Flex, Form, InputNumber, QRCode, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { FormModal } from '../../components/form-modal';
import { LinkButton } from '../../components/link-button';
import { Section } from '../../components/section';
import { useVisits } from '../visits/queries';
import { type Project, useChangeProject } from './queries';

/** Where a phone begins a visit of the project. */
export const codeAddress = (id: string): string => `${window.location.origin}/field/p/${id}`;

/** Where the project lies, and the code that stands there. */
export function ProjectPlace({ project, mayWrite }: { project: Project; mayWrite: boolean }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const known = project.latitude !== null && project.longitude !== null;
  return (
    <Section
      title={t('projects.place.title')}
      extra={mayWrite && <Button onClick={() => setEditing(true)}>{t('projects.place.edit')}</Button>}
    >
      <Flex wrap gap={16} align="start">
        <div style={{ flex: '1 1 180px', minWidth: 0 }}>
          {known ? (
            <div>
              {project.latitude}, {project.longitude}
            </div>
          ) : (
            <Typography.Text type="secondary">{t('projects.place.none')}</Typography.Text>
          )}
          <Typography.Paragraph type="secondary" style={{ fontSize: 13 }}>
            {t('projects.place.what')}
          </Typography.Paragraph>
          {mayWrite && <FromVisit project={project} />}
        </div>
        <Flex vertical gap={8} align="center">
          <QRCode
            type="svg"
            size={120}
            bordered={false}
            value={codeAddress(project.id)}
            aria-label={t('projects.code.label', { name: project.name })}
          />
          <LinkButton size="small" to={`/projects/${project.id}/code`}>
            {t('projects.code.print')}
          </LinkButton>
        </Flex>
      </Flex>
      {editing && <PlaceForm project={project} onClose={() => setEditing(false)} />}
    </Section>
  );
}

/** The position that the newest visit brought along, in one click. */
function FromVisit({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const visits = useVisits({ projectId: project.id, pageSize: 10 });
  const change = useChangeProject(project.id);
  const visit = visits.data?.items.find(({ location }) => location !== null);
  if (!visit?.location) return null;
  const { latitude, longitude } = visit.location;
  if (latitude === project.latitude && longitude === project.longitude) return null;
  return (
    <Button
      size="small"
      loading={change.isPending}
      style={{ height: 'auto', minHeight: 24, whiteSpace: 'normal' }}
      onClick={() =>
        change.mutate(
          { latitude, longitude, version: project.version },
          {
            onSuccess: () => void message.success(t('projects.form.saved')),
            onError: (error) => void message.error(sentenceOf(error)),
          },
        )
      }
    >
      {t('projects.place.fromVisit', { day: dayjs(visit.visitedOn).format(t('visits.period.day')) })}
    </Button>
  );
}

type Values = { latitude: number | null; longitude: number | null };

function PlaceForm({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useChangeProject(project.id);
  const field = (name: keyof Values, other: keyof Values, most: number) => (
    <Form.Item
      name={name}
      label={t(`projects.place.${name}`)}
      dependencies={[other]}
      normalize={(value?: number | null) => value ?? null}
      rules={[
        ({ getFieldValue }) => ({
          validator: (_, value: number | null) =>
            (value === null) === ((getFieldValue(other) as number | null) === null)
              ? Promise.resolve()
              : Promise.reject(new Error(t('projects.place.both'))),
        }),
      ]}
    >
      <InputNumber style={{ width: '100%' }} min={-most} max={most} precision={6} controls={false} />
    </Form.Item>
  );
  return (
    <FormModal<Values>
      title={`${t('projects.place.title')}：${project.name}`}
      onClose={onClose}
      initial={{ latitude: project.latitude, longitude: project.longitude }}
      version={project.version}
      labels={{ latitude: t('projects.place.latitude'), longitude: t('projects.place.longitude') }}
      submit={(values, version) => change.mutateAsync({ ...values, version: version ?? project.version })}
    >
      <Typography.Paragraph type="secondary">{t('projects.place.hint')}</Typography.Paragraph>
      {field('latitude', 'longitude', 90)}
      {field('longitude', 'latitude', 180)}
    </FormModal>
  );
}
