import { Alert } from 'antd';
import { useDistrict } from '../client/dictionary';

/** Says, where made-up figures are seen, that they are made up. Nothing in a real district. */
export function DemoNote() {
  const { demoNote } = useDistrict();
  return demoNote === null ? null : <Alert type="info" showIcon title={demoNote} />;
}
