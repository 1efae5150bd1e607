import { Flex, Typography } from 'antd';
import { Link } from 'react-router';
import type { BoardRow } from './queries';

/** Issues with why they are on the board. */
export function BoardList({ rows }: { rows: BoardRow[] }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          className="wrap-anywhere"
          style={{ padding: '8px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
        >
          <Link to={`/issues/${row.id}`}>{row.title}</Link>
          <div>{row.words}</div>
          <Flex wrap gap="0 12px">
            {[row.number, row.projectName, row.leadUnitName].filter(Boolean).map((piece) => (
              <Typography.Text key={piece} type="secondary" style={{ fontSize: 13 }}>
                {piece}
              </Typography.Text>
            ))}
          </Flex>
        </li>
      ))}
    </ul>
  );
}
