import { Card, Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { DutyCell } from '../../components/duty-cell';
import { DutyWeeks } from '../../components/duty-strip';
import type { Matrix, MatrixRow } from './matrix-queries';

interface MatrixProps {
  matrix: Matrix;
  /** Called where a cell has no visit to open but something to decide. */
  onDecide?: (row: MatrixRow, cell: MatrixRow['cells'][number]) => void;
}

/** Unit, rule and how far behind or ahead of schedule. */
function Under({ row }: { row: MatrixRow }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const behind = row.gap?.startsWith('-') ?? false;
  const gap =
    row.gap !== null &&
    Number(row.gap) !== 0 &&
    t(behind ? 'duties.matrix.gap' : 'duties.matrix.ahead', { points: row.gap.replace('-', '') });
  return (
    <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13, fontWeight: 400 }}>
      {[row.unitName ?? t('visits.page.noUnit'), word('visitEvery', row.every)].join(' · ')}
      {gap && (
        <>
          {' · '}
          <span style={behind ? { color: '#98270a' } : undefined}>{gap}</span>
        </>
      )}
    </Typography.Text>
  );
}

/** Rows of projects, columns of weeks; the projects stay in sight when the weeks are moved. */
export function MatrixTable({ matrix, onDecide }: MatrixProps) {
  const { t } = useTranslation();
  const format = t('visits.period.day');
  return (
    // Named and focusable: the keyboard can move the weeks.
    <div className="matrix" role="region" aria-label={t('duties.matrix.title')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="project">
              {t('duties.matrix.project')}
            </th>
            {matrix.weeks.map(({ week, starts, ends, workdays }) => (
              <th
                key={week}
                scope="col"
                title={`${t('duties.weekN', { week: Number(week.slice(6)) })} ${dayjs(starts).format(format)}—${dayjs(ends).format(format)}`}
              >
                <div>{Number(week.slice(6))}</div>
                <div className="day">
                  {workdays === 0 ? t('duties.matrix.noWorkdays') : dayjs(starts).format('M/D')}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.items.map((row) => (
            <tr key={row.projectId}>
              <th scope="row" className="project wrap-anywhere">
                <Link to={`/projects/${row.projectId}`}>{row.projectName}</Link>
                <Under row={row} />
              </th>
              {row.cells.map((cell) => (
                <td key={cell.week}>
                  <DutyCell
                    cell={cell}
                    name={`${row.projectName} ${t('duties.weekN', { week: Number(cell.week.slice(6)) })}`}
                    onDecide={onDecide && (() => onDecide(row, cell))}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The same for a phone: a project after the other, each with its strip of weeks. */
export function MatrixCards({ matrix, onDecide }: MatrixProps) {
  return (
    <Flex vertical gap={12}>
      {matrix.items.map((row) => (
        <Card key={row.projectId} size="small">
          <div className="wrap-anywhere" style={{ marginBottom: 8 }}>
            <Link to={`/projects/${row.projectId}`} style={{ fontSize: 16 }}>
              {row.projectName}
            </Link>
            <Under row={row} />
          </div>
          <DutyWeeks cells={row.cells} onDecide={onDecide && ((cell) => onDecide(row, cell))} />
        </Card>
      ))}
    </Flex>
  );
}
