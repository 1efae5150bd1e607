import { Flex } from 'antd';

/** Short facts side by side; what does not fit goes to the next line whole. */
export function Pieces({ of }: { of: (string | null | undefined | false)[] }) {
  return (
    <Flex wrap gap="0 12px" style={{ fontSize: 13, color: 'rgba(0, 0, 0, 0.65)' }}>
      {of.flatMap((piece, index) => (piece ? [<span key={index}>{piece}</span>] : []))}
    </Flex>
  );
}
