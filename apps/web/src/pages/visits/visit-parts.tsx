import { AimOutlined, DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Input, Segmented, Tag, Typography } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import type { DraftIssue, DraftLocation } from './visit-draft';

interface FieldProps {
  label: string;
  /** What is wrong, shown under the field. */
  fault?: string;
  hint?: string;
  children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A labelled field with its fault: plain, because the draft and not a form library holds the values. */
export function Field({ label, fault, hint, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div style={{ marginBottom: 16 }}>
      <label htmlFor={id} style={{ display: 'block', marginBottom: 6, fontWeight: 600 }}>
        {label}
      </label>
      {children(id, fault || hint ? noteId : undefined)}
      {(fault ?? hint) && (
        <Typography.Text id={noteId} type={fault ? 'danger' : 'secondary'} role={fault ? 'alert' : undefined}>
          {fault ?? hint}
        </Typography.Text>
      )}
    </div>
  );
}

/** Chips of which one is chosen: as buttons, so that a keyboard and a screen reader find them. */
export function Chips(props: {
  label: string;
  options: { value: string; label: string }[];
  value: string | null;
  onChange: (value: string) => void;
}) {
  return (
    <Flex wrap gap={8} role="group" aria-label={props.label}>
      {props.options.map(({ value, label }) => (
        <Button
          key={value}
          size="large"
          shape="round"
          type={value === props.value ? 'primary' : 'default'}
          aria-pressed={value === props.value}
          onClick={() => props.onChange(value)}
        >
          {label}
        </Button>
      ))}
    </Flex>
  );
}

const SEVERITIES = ['low', 'medium', 'high'] as const;

/** One problem that the visit found: category, severity, one sentence. */
export function IssueEditor(props: {
  issue: DraftIssue;
  n: number;
  faults: Partial<Record<'title' | 'categoryCode' | 'severity', string>>;
  onChange: (part: Partial<DraftIssue>) => void;
  onRemove: () => void;
  /** What is known of it already. */
  known?: ReactNode;
}) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { issue, n, faults } = props;
  return (
    <Card
      size="small"
      style={{ marginBottom: 12 }}
      title={t('visits.log.issueN', { n })}
      extra={
        <Button
          type="text"
          danger
          icon={<DeleteOutlined />}
          aria-label={t('visits.log.removeIssue', { n })}
          onClick={props.onRemove}
        />
      }
    >
      <Field label={t('visits.log.category')} fault={faults.categoryCode}>
        {() => (
          <Chips
            label={t('visits.log.category')}
            options={dictionary.categories
              .filter(({ code, active }) => active || code === issue.categoryCode)
              .map(({ code, name }) => ({ value: code, label: name }))}
            value={issue.categoryCode}
            onChange={(categoryCode) => props.onChange({ categoryCode })}
          />
        )}
      </Field>
      <Field label={t('visits.log.severity')} fault={faults.severity}>
        {() => (
          <Segmented
            block
            size="large"
            aria-label={t('visits.log.severity')}
            value={issue.severity}
            options={SEVERITIES.map((code) => ({ value: code, label: dictionary.word('severity', code) }))}
            onChange={(severity) => props.onChange({ severity })}
          />
        )}
      </Field>
      <Field label={t('visits.log.issueTitle')} fault={faults.title}>
        {(id, describedBy) => (
          <Input
            id={id}
            aria-describedby={describedBy}
            size="large"
            maxLength={100}
            status={faults.title ? 'error' : undefined}
            value={issue.title}
            placeholder={t('visits.log.issueTitlePlaceholder')}
            onChange={(event) => props.onChange({ title: event.target.value })}
          />
        )}
      </Field>
      {props.known}
    </Card>
  );
}

/** Takes the position once, when tapped; a refusal is no obstacle. */
export function PlaceTaker(props: { value: DraftLocation | null; onChange: (place: DraftLocation | null) => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'taking' | 'denied' | 'failed'>('idle');
  const take = () => {
    if (!('geolocation' in navigator)) {
      setState('failed');
      return;
    }
    setState('taking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        props.onChange({
          latitude: coords.latitude,
          longitude: coords.longitude,
          accuracy: Math.round(coords.accuracy),
        });
        setState('idle');
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  };
  if (props.value) {
    return (
      <Flex wrap gap={8} align="center">
        <Tag color="success" icon={<AimOutlined />}>
          {t('visits.log.placeTaken', { metres: props.value.accuracy })}
        </Tag>
        <Button type="link" onClick={() => props.onChange(null)}>
          {t('visits.log.placeRemove')}
        </Button>
      </Flex>
    );
  }
  return (
    <Flex vertical gap={6}>
      <Button size="large" icon={<AimOutlined />} loading={state === 'taking'} onClick={take}>
        {t(state === 'taking' ? 'visits.log.placeTaking' : 'visits.log.placeTake')}
      </Button>
      <Typography.Text type="secondary">{t('visits.log.placeWhy')}</Typography.Text>
      {(state === 'denied' || state === 'failed') && (
        <Alert
          type="info"
          showIcon
          title={t(state === 'denied' ? 'visits.log.placeDenied' : 'visits.log.placeFailed')}
        />
      )}
    </Flex>
  );
}
