import { Alert, Card, Flex, Statistic, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Pieces } from '../../components/pieces';
import { useIsPhone } from '../../components/use-is-phone';
import { ConfirmYear } from './confirm-year';
import { Festivals } from './festivals';
import type { Move, Preview } from './queries';
import { Legend, YearGrid } from './year-grid';

/** What the notice would make of the year, what is to be looked at, and which deadlines move; then the way to publish. */
export function NoticePreview({ preview, onStale }: { preview: Preview; onStale: () => void }) {
  const { t } = useTranslation();
  const { year, days, faults, differences, corrects } = preview;
  return (
    <>
      <Card title={t('calendar.preview.title', { year })}>
        <Flex vertical gap={12}>
          {faults.length > 0 ? (
            <Alert
              type="error"
              showIcon
              title={t('calendar.preview.faults', { count: faults.length })}
              description={<List lines={faults} />}
            />
          ) : (
            <Alert type="success" showIcon title={t('calendar.preview.noFaults')} />
          )}
          <Statistic
            title={t('calendar.workingDays')}
            value={preview.workingDays}
            suffix={t('calendar.days')}
            styles={{ content: { fontSize: 22 } }}
          />
          <Typography.Text type="secondary">
            {t('calendar.preview.workingDays', { count: preview.workingDays, stored: preview.storedWorkingDays })}
          </Typography.Text>
          <Festivals days={days} />
          <Legend differing={corrects} />
          {corrects && <Differences preview={preview} />}
        </Flex>
      </Card>
      <Moves preview={preview} />
      <YearGrid
        months={preview.months}
        days={days.filter(({ day }) => day.startsWith(String(year)))}
        differing={corrects ? new Set(differences.map(({ day }) => day)) : undefined}
      />
      <ConfirmYear preview={preview} onStale={onStale} />
    </>
  );
}

const List = ({ lines }: { lines: string[] }) => (
  <ul style={{ margin: 0, paddingInlineStart: 20 }} className="wrap-anywhere">
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

function Differences({ preview: { differences } }: { preview: Preview }) {
  const { t } = useTranslation();
  if (differences.length === 0) return <span>{t('calendar.preview.same')}</span>;
  const word = (kind: 'holiday' | 'makeup' | null) => t(kind === null ? 'calendar.preview.plain' : `calendar.${kind}`);
  return (
    <div>
      <div>{t('calendar.preview.differences', { count: differences.length })}</div>
      <List
        lines={differences.map(({ day, name, before, after }) =>
          t('calendar.preview.difference', { day, name, before: word(before), after: word(after) }),
        )}
      />
    </div>
  );
}

/** The deadlines that move: later ones, and those that would be earlier and therefore stay. */
function Moves({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const { laterCount, later, earlierCount, earlier, movedIssues } = preview;
  return (
    <Card>
      <Flex vertical gap={16}>
        <div>
          <Typography.Title level={5} style={{ marginTop: 0 }}>
            {laterCount > 0
              ? t('calendar.preview.moves', { issues: movedIssues, count: laterCount })
              : t('calendar.preview.noMoves')}
          </Typography.Title>
          {laterCount > 0 && <MoveList moves={later} total={laterCount} kind="later" />}
        </div>
        {earlierCount > 0 && (
          <div>
            <Typography.Title level={5} style={{ marginTop: 0 }}>
              {t('calendar.preview.earlier', { count: earlierCount })}
            </Typography.Title>
            <MoveList moves={earlier} total={earlierCount} kind="kept" />
          </div>
        )}
      </Flex>
    </Card>
  );
}

function MoveList({ moves, total, kind }: { moves: Move[]; total: number; kind: 'later' | 'kept' }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const tag = <Tag color={kind === 'later' ? 'blue' : 'gold'}>{t(`calendar.preview.${kind}`)}</Tag>;
  const to = t(kind === 'later' ? 'calendar.preview.to' : 'calendar.preview.would');
  const columns: TableColumnsType<Move> = [
    {
      title: t('calendar.preview.issue'),
      render: (_, move) => (
        <>
          <Typography.Text type="secondary">{move.number}</Typography.Text>{' '}
          <Link to={`/issues/${move.issueId}`} target="_blank">
            {move.title}
          </Link>
        </>
      ),
    },
    { title: t('calendar.preview.label'), width: 140, render: (_, move) => move.label },
    { title: t('calendar.preview.from'), width: 120, render: (_, move) => move.from },
    { title: to, width: 200, render: (_, move) => <Flex gap={8}>{[move.to, <span key="tag">{tag}</span>]}</Flex> },
  ];
  const key = (move: Move) => `${move.issueId} ${move.field}`;
  return (
    <>
      {phone ? (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {moves.map((move) => (
            <li
              key={key(move)}
              style={{ padding: '8px 0', borderBottom: '1px solid #eceff3' }}
              className="wrap-anywhere"
            >
              <Link to={`/issues/${move.issueId}`} target="_blank">
                {move.title}
              </Link>
              <Pieces
                of={[move.number, move.label, `${t('calendar.preview.from')} ${move.from}`, `${to} ${move.to}`]}
              />
              {tag}
            </li>
          ))}
        </ul>
      ) : (
        <Table<Move>
          size="small"
          rowKey={key}
          columns={columns}
          dataSource={moves}
          pagination={moves.length > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
        />
      )}
      {total > moves.length && (
        <Typography.Text type="secondary">{t('calendar.preview.shown', { count: moves.length })}</Typography.Text>
      )}
    </>
  );
}
