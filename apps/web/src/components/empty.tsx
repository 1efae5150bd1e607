import { Empty as Nothing } from 'antd';

/** Nothing to show, and what to do next. */
export const Empty = ({ text }: { text: string }) => (
  <Nothing image={Nothing.PRESENTED_IMAGE_SIMPLE} description={text} />
);
