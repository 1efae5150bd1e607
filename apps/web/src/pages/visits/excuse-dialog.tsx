import { App, Button, Flex, Form, Input, Popconfirm, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, read, sentenceOf } from '../../client/client';
import type { DutyState } from '../../components/duty-mark';
import { FormModal } from '../../components/form-modal';
import { Period } from '../../components/period';
import { useVisitWrite } from './queries';

interface ExcuseDialogProps {
  projectId: string;
  projectName: string;
  period: string;
  state: DutyState;
  reason: string | null;
  onClose: () => void;
}

/** In an address a fortnight is written without its stroke. */
const inPath = (period: string): string => period.replace('/', '~');

const USUAL = ['stopped', 'road', 'moved', 'joint'] as const;

/** 免访: nobody has to go, for a reason that stands beside the coverage; or it is due again. */
export function ExcuseDialog({ projectId, projectName, period, state, reason, onClose }: ExcuseDialogProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const path = { projectId, period: inPath(period) };
  const excuse = useVisitWrite((body: { reason: string }) =>
    read(api.PUT('/api/duties/{projectId}/{period}/excuse', { params: { path }, body })),
  );
  const undo = useVisitWrite(() => read(api.DELETE('/api/duties/{projectId}/{period}/excuse', { params: { path } })));
  return (
    <FormModal<{ reason: string }>
      title={t('duties.excuse.title', { project: projectName })}
      onClose={onClose}
      initial={{ reason: reason ?? '' }}
      labels={{ reason: t('duties.excuse.reason') }}
      submit={(values) => excuse.mutateAsync(values)}
    >
      <Typography.Paragraph>
        <Period period={period} />
      </Typography.Paragraph>
      <Typography.Paragraph type="secondary">{t('duties.excuse.hint')}</Typography.Paragraph>
      <Form.Item
        name="reason"
        label={t('duties.excuse.reason')}
        rules={[{ required: true, whitespace: true, message: t('duties.excuse.reasonRequired') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder={t('duties.excuse.placeholder')} />
      </Form.Item>
      <Form.Item shouldUpdate noStyle>
        {({ setFieldValue }) => (
          <Flex wrap gap={8} role="group" aria-label={t('duties.excuse.usual')}>
            {USUAL.map((key) => (
              <Button
                key={key}
                style={{ height: 'auto', minHeight: 32, whiteSpace: 'normal' }}
                onClick={() => setFieldValue('reason', t(`duties.excuse.reasons.${key}`))}
              >
                {t(`duties.excuse.reasons.${key}`)}
              </Button>
            ))}
          </Flex>
        )}
      </Form.Item>
      {state === 'excused' && (
        <Popconfirm
          title={t('duties.excuse.undoConfirm')}
          okText={t('duties.excuse.undo')}
          cancelText={t('shell.cancel')}
          onConfirm={() =>
            undo.mutateAsync(undefined).then(
              () => {
                void message.success(t('duties.excuse.undone'));
                onClose();
              },
              (error: unknown) => void message.error(sentenceOf(error)),
            )
          }
        >
          <Button danger style={{ marginTop: 16 }}>
            {t('duties.excuse.undo')}
          </Button>
        </Popconfirm>
      )}
    </FormModal>
  );
}
