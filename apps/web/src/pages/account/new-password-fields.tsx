import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

export interface NewPassword {
  password: string;
  repeat: string;
}

/** A new password, twice. What makes a good one the server says; here only so much that the way is short. */
export function NewPasswordFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="password"
        label={t('shell.activate.password')}
        extra={t('shell.activate.hint')}
        rules={[{ required: true, message: t('shell.activate.required') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('shell.activate.repeat')}
        dependencies={['password']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('shell.activate.differ'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
