import { Form, Input, Typography } from 'antd';
import dayjs from 'dayjs';
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { AmountInput } from '../../components/amount-input';
import { isAmount } from '../../components/amount-parts';
import { FormModal } from '../../components/form-modal';
import { uuidv7 } from '../../client/uuid';
import { useCorrectVisit, type Visit } from './queries';
import { AddPhotos } from './add-photos';

type Values = {
  reason: string;
  note: string;
  visitedAt: string;
  completed: string;
  physicalProgress: string;
  addPhotoIds?: string[];
};

const FIELD_TIME = 'YYYY-MM-DDTHH:mm';

/** 更正: starts with what is there, asks why, and sends only what was changed. */
export function VisitCorrection({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const correct = useCorrectVisit(visit.id);
  // Made once for this form: sent again it corrects once.
  const [id] = useState(() => uuidv7());
  const before = {
    note: visit.note,
    visitedAt: dayjs(visit.visitedAt).format(FIELD_TIME),
    completed: visit.completed ?? '',
    physicalProgress: visit.physicalProgress ?? '',
  };
  const changed = (values: Values) => ({
    note: values.note === before.note ? undefined : values.note,
    visitedAt: values.visitedAt === before.visitedAt ? undefined : `${values.visitedAt}:00+08:00`,
    completed: values.completed === before.completed ? undefined : values.completed || null,
    physicalProgress: values.physicalProgress === before.physicalProgress ? undefined : values.physicalProgress,
    addPhotoIds: values.addPhotoIds?.length ? values.addPhotoIds : undefined,
  });
  return (
    <FormModal<Values>
      title={t('visit.form.title', { number: visit.number })}
      width={640}
      onClose={onClose}
      initial={before}
      version={visit.version}
      labels={{
        note: t('visit.note'),
        visitedAt: t('visit.form.time'),
        completed: t('visit.completed'),
        physicalProgress: t('visit.progress'),
      }}
      show={(field, value) => {
        if (field === 'visitedAt') return dayjs(String(value)).format(t('visit.time'));
        return field === 'completed' ? amount(String(value)) : String(value);
      }}
      submit={(values, version) =>
        correct.mutateAsync({ id, reason: values.reason, version: version ?? visit.version, ...changed(values) })
      }
    >
      <Typography.Paragraph type="secondary">{t('visit.form.hint')}</Typography.Paragraph>
      <Form.Item
        name="reason"
        label={t('visit.form.reason')}
        rules={[{ required: true, whitespace: true, message: t('visit.form.reasonRequired') }]}
      >
        <Input.TextArea autoSize maxLength={300} placeholder={t('visit.form.reasonPlaceholder')} />
      </Form.Item>
      <Form.Item
        name="note"
        label={t('visit.note')}
        rules={[{ required: true, whitespace: true, message: t('visit.form.noteRequired') }]}
      >
        <NoteInput />
      </Form.Item>
      <Form.Item
        name="visitedAt"
        label={t('visit.form.time')}
        rules={[{ required: true, message: t('visit.form.timeRequired') }]}
      >
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        name="completed"
        label={t('visit.completed')}
        extra={t('visit.form.completedHint')}
        rules={[
          {
            validator: (_, value?: string) =>
              !value || isAmount(value) ? Promise.resolve() : Promise.reject(new Error(t('projects.form.amountWrong'))),
          },
        ]}
      >
        <AmountInput />
      </Form.Item>
      <Form.Item name="physicalProgress" label={t('visit.progress')}>
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} />
      </Form.Item>
      <Form.Item name="addPhotoIds" label={t('visit.form.photos')} extra={t('visit.form.photosHint')}>
        <AddPhotos visit={visit} />
      </Form.Item>
    </FormModal>
  );
}

/** The phone tells one sentence as both: corrected in one place, the other must not go on saying what was wrong. */
function NoteInput({ value, onChange, ...rest }: ComponentProps<typeof Input.TextArea>) {
  const form = Form.useFormInstance<Values>();
  return (
    <Input.TextArea
      {...rest}
      value={value}
      autoSize={{ minRows: 3, maxRows: 10 }}
      maxLength={2000}
      onChange={(event) => {
        if (form.getFieldValue('physicalProgress') === value)
          form.setFieldValue('physicalProgress', event.target.value.slice(0, 500));
        onChange?.(event);
      }}
    />
  );
}
