import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StateTag } from '../../components/light-tag';
import { Pieces } from '../../components/pieces';
import { DaysLeft } from './days-left';
import type { IssueRow } from './queries';
import { StepsBrief } from './steps-brief';

interface IssueCardsProps {
  rows: IssueRow[];
}

/** Issues under each other, for phones and for the lists of the home page. */
export function IssueCards({ rows }: IssueCardsProps) {
  const { t } = useTranslation();
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((row, index) => (
        <li
          key={row.id}
          style={{ padding: '12px 0', borderBottom: index < rows.length - 1 ? '1px solid #eceff3' : undefined }}
        >
          <Flex gap={12} align="center" justify="space-between">
            <div style={{ minWidth: 0 }} className="wrap-anywhere">
              <Link to={`/issues/${row.id}`} style={{ fontWeight: 500 }}>
                {row.title}
              </Link>
              <StepsBrief of={row} />
              <Flex wrap gap="4px 12px" align="center" style={{ marginTop: 4 }}>
                <DaysLeft issue={row} />
                <StateTag state={row.state} />
              </Flex>
              <div style={{ marginTop: 4 }}>
                <Pieces
                  of={[
                    row.number,
                    row.projectName ?? row.subjectName,
                    row.leadUnitName ?? t('issues.noUnit'),
                    row.handlerName,
                  ]}
                />
              </div>
            </div>
          </Flex>
        </li>
      ))}
    </ul>
  );
}
