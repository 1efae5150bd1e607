import { Card } from 'antd';
import type { ReactNode } from 'react';
import { useIsPhone } from './use-is-phone';

/** A part of a page on its own white card, with narrow edges on the phone. */
export function Section(props: { title: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <Card size={useIsPhone() ? 'small' : 'medium'} title={props.title} extra={props.extra}>
      {props.children}
    </Card>
  );
}
