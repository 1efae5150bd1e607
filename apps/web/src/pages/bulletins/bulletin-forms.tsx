import { DatePicker, Form, Input, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { FormModal } from '../../components/form-modal';
import { type Letterhead, type Note, useLetterhead, useNote, useSaveLetterhead, useSaveNote } from './queries';

type NoteValues = Pick<Note, 'note' | 'closing' | 'sequence' | 'issuedOn'>;

const day = {
  getValueProps: (value?: string | null) => ({ value: value ? dayjs(value) : undefined }),
  normalize: (value: dayjs.Dayjs | null) => value?.format('YYYY-MM-DD') ?? null,
};

/** What people add to the bulletin of a month. */
export function NoteForm({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation();
  const note = useNote(month, true);
  const save = useSaveNote(month);
  if (!note.data) return null;
  const { version, ...initial } = note.data;
  return (
    <FormModal<NoteValues>
      title={t('bulletins.note.title')}
      width={720}
      onClose={onClose}
      initial={initial}
      version={version}
      labels={{
        note: t('bulletins.note.note'),
        closing: t('bulletins.note.closing'),
        sequence: t('bulletins.note.sequence'),
        issuedOn: t('bulletins.note.issuedOn'),
      }}
      submit={({ note: words = '', closing = '', sequence, issuedOn }, seen) =>
        save.mutateAsync({
          note: words,
          closing,
          sequence: sequence ?? null,
          issuedOn: issuedOn ?? null,
          version: seen ?? 0,
        })
      }
    >
      <Form.Item name="note" label={t('bulletins.note.note')} extra={t('bulletins.note.noteHint')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} showCount />
      </Form.Item>
      <Form.Item name="closing" label={t('bulletins.note.closing')} extra={t('bulletins.note.closingHint')}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} showCount />
      </Form.Item>
      <Form.Item name="sequence" label={t('bulletins.note.sequence')} extra={t('bulletins.note.sequenceHint')}>
        <InputNumber min={1} max={9999} precision={0} style={{ width: 160 }} />
      </Form.Item>
      <Form.Item name="issuedOn" label={t('bulletins.note.issuedOn')} extra={t('bulletins.note.issuedOnHint')} {...day}>
        <DatePicker style={{ width: 160 }} />
      </Form.Item>
    </FormModal>
  );
}

const PARTS = ['head', 'mark', 'recipients', 'issuer', 'copies', 'printer'] as const;

/** How the bureau signs its bulletins. */
export function LetterheadForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const letterhead = useLetterhead(true);
  const save = useSaveLetterhead();
  if (!letterhead.data) return null;
  return (
    <FormModal<Letterhead & Record<string, unknown>>
      title={t('bulletins.letterhead.title')}
      onClose={onClose}
      initial={letterhead.data}
      labels={{}}
      submit={(values) =>
        save.mutateAsync(Object.fromEntries(PARTS.map((part) => [part, values[part] ?? ''])) as unknown as Letterhead)
      }
    >
      {PARTS.map((part) => (
        <Form.Item
          key={part}
          name={part}
          label={t(`bulletins.letterhead.${part}`)}
          extra={part === 'mark' ? t('bulletins.letterhead.markHint') : undefined}
        >
          <Input maxLength={part === 'recipients' || part === 'copies' ? 200 : part === 'mark' ? 20 : 40} />
        </Form.Item>
      ))}
    </FormModal>
  );
}
