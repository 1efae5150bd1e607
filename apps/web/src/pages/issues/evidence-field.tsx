import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { AttachmentPicker } from './attachment-picker';
import type { Issue } from './queries';

/** What an application for closure shows, as the category or the ledger asks for it. */
export function EvidenceField({ issue: { id, evidence, evidenceNote } }: { issue: Issue }) {
  const { t } = useTranslation();
  const needed = evidence !== 'none';
  return (
    <Form.Item
      name="attachmentIds"
      label={t(`files.evidence.${evidence}`) + (evidenceNote && `：${evidenceNote}`)}
      rules={
        needed ? [{ required: true, type: 'array', min: 1, message: t(`files.evidence.missing.${evidence}`) }] : []
      }
    >
      <AttachmentPicker issueId={id} />
    </Form.Item>
  );
}
