import {
  Alert,
  App,
  Button,
  Card,
  Checkbox,
  Flex,
  Pagination,
  Popconfirm,
  Table,
  type TableColumnsType,
  Typography,
} from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { useAmountText } from '../../components/amount';
import { CorrectionDialog } from '../../components/correction-reason';
import { MonthInput } from '../../components/day-input';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { ToneTag } from '../../components/tone-tag';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { ListFilter, UnitFilter } from './filters';
import { type Told, useConfirmProgress, useTold } from './told-queries';
import { usePages } from './use-pages';

/** What became of a row when it was taken: a sentence, or done. */
type Outcomes = Record<string, { ok: boolean; message: string | null }>;

/** The month's progress as visits told it, beside what was entered; one click enters what was told. Told ones come first. */
export function ProgressTab() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { permissions } = useMe();
  const { get, set } = useAddress();
  const { page, pageSize, pagination } = usePages(100);
  const phone = useIsPhone();
  const running = today.slice(0, 7);
  const asked = get('month') ?? '';
  const month = /^20\d{2}-(0[1-9]|1[0-2])$/.test(asked) && asked <= running ? asked : running;
  const told = useTold({ month, listId: get('listId'), unitId: get('unitId'), page, pageSize });
  const onlyDiffers = get('differs') === 'true';
  const items = (told.data?.items ?? []).filter((row) => !onlyDiffers || differs(row));
  const { take, taking, outcomes, reason } = useTake(month);
  return (
    <Flex vertical gap={12}>
      <Flex wrap gap={12} align="center">
        <div style={{ width: 150 }}>
          <MonthInput
            aria-label={t('duties.progress.month')}
            value={month}
            last={running}
            onChange={(next) => set({ month: next ?? undefined })}
          />
        </div>
        {permissions.includes('month.read') && (
          <>
            <ListFilter year={Number(month.slice(0, 4))} />
            <UnitFilter />
          </>
        )}
        <Checkbox
          checked={onlyDiffers}
          onChange={({ target }) => set({ differs: target.checked ? 'true' : undefined, page: get('page') })}
        >
          {t('duties.progress.onlyDiffers')}
        </Checkbox>
        <TakeAll
          rows={items.filter((row) => differs(row) && enters(row))}
          month={month}
          taking={taking}
          onTake={take}
        />
      </Flex>
      <Typography.Text type="secondary">{t('duties.progress.hint')}</Typography.Text>
      {items.some(({ monthClosed }) => monthClosed) && (
        <Alert type="info" showIcon title={t('duties.progress.closed')} />
      )}
      {reason}
      {!told.data ? (
        <PageState error={told.error} onRetry={() => void told.refetch()} />
      ) : items.length === 0 ? (
        <Empty text={t('duties.progress.empty')} />
      ) : phone ? (
        <>
          {items.map((row) => (
            <RowCard key={row.projectId} row={row} outcome={outcomes[row.projectId]} taking={taking} onTake={take} />
          ))}
          <Pagination {...pagination(told.data.total)} simple align="center" />
        </>
      ) : (
        <Rows
          rows={items}
          outcomes={outcomes}
          taking={taking}
          onTake={take}
          pagination={pagination(told.data.total)}
          loading={told.isPlaceholderData}
        />
      )}
    </Flex>
  );
}

/** There is something to take: the visit told of it, and the entry says something else. */
const differs = (row: Told): boolean => row.told !== null && !row.same;

/** Without an amount in the visit or an entry of the month there is nothing to enter: words alone make none. */
const enters = ({ told, entry }: Told): boolean => entry !== null || (told?.completed ?? null) !== null;

/** Takes rows, and keeps what became of each until the page is left. */
function useTake(month: string) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const confirm = useConfirmProgress(month);
  const [outcomes, setOutcomes] = useState<Outcomes>({});
  const me = useMe();
  const [asked, setAsked] = useState<Told[]>();
  const send = (rows: Told[], correctionReason?: string): void =>
    confirm.mutate(
      {
        items: rows.flatMap(({ projectId, told, entry }) =>
          told ? [{ projectId, visitId: told.visitId, version: entry?.version }] : [],
        ),
        correctionReason,
      },
      {
        onSuccess: ({ items }) => {
          setOutcomes((before) => ({
            ...before,
            ...Object.fromEntries(items.map(({ projectId, ...outcome }) => [projectId, outcome])),
          }));
          const ok = items.filter((item) => item.ok).length;
          if (ok === items.length) void message.success(t('duties.progress.result', { ok }));
          else void message.warning(t('duties.progress.resultSome', { ok, bad: items.length - ok }));
        },
        onError: (error) => void message.error(sentenceOf(error)),
      },
    );
  // What is closed is corrected with a reason, by those who may; the server tells others the way.
  const take = (rows: Told[]): void =>
    rows.some(({ monthClosed }) => monthClosed) && me.permissions.includes('month.close') ? setAsked(rows) : send(rows);
  const reason = asked && (
    <CorrectionDialog
      onClose={() => setAsked(undefined)}
      onReason={(words) => {
        setAsked(undefined);
        send(asked, words);
      }}
    />
  );
  return { take, taking: confirm.isPending, outcomes, reason };
}

interface Taking {
  taking: boolean;
  onTake: (rows: Told[]) => void;
}

function TakeAll({ rows, month, taking, onTake }: Taking & { rows: Told[]; month: string }) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  return (
    <Popconfirm
      title={t('duties.progress.adoptAllConfirm', {
        count: rows.length,
        month: dayjs(`${month}-01`).format(t('months.monthFormat')),
      })}
      okText={t('duties.progress.adopt')}
      cancelText={t('shell.cancel')}
      onConfirm={() => onTake(rows)}
    >
      <Button type="primary" loading={taking} style={{ marginInlineStart: 'auto' }}>
        {t('duties.progress.adoptAll', { count: rows.length })}
      </Button>
    </Popconfirm>
  );
}

/** A number and a sentence, and whose they are. */
function Said(props: { completed: string | null; words: string | null; under?: ReactNode }) {
  const amount = useAmountText();
  return (
    <div className="wrap-anywhere">
      {props.completed !== null && <strong>{amount(props.completed)}</strong>}
      {props.words && <div>{props.words}</div>}
      {props.under && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {props.under}
        </Typography.Text>
      )}
    </div>
  );
}

function Previous({ row: { previous } }: { row: Told }) {
  const { t } = useTranslation();
  if (!previous) return <Typography.Text type="secondary">{t('duties.progress.none')}</Typography.Text>;
  return <Said completed={previous.completed} words={previous.physicalProgress} under={previous.month} />;
}

function Entered({ row: { entry } }: { row: Told }) {
  const { t } = useTranslation();
  if (!entry) return <Typography.Text type="secondary">{t('duties.progress.notEntered')}</Typography.Text>;
  return <Said completed={entry.completed} words={entry.physicalProgress} under={entry.enteredByName} />;
}

function ToldBy({ row: { told } }: { row: Told }) {
  const { t } = useTranslation();
  if (!told) return <Typography.Text type="secondary">{t('duties.progress.notTold')}</Typography.Text>;
  return (
    <Said
      completed={told.completed}
      words={told.unchanged ? t('duties.progress.unchanged') : told.physicalProgress}
      under={
        <Link to={`/visits/${told.visitId}`}>
          {t('duties.progress.by', { day: told.visitedOn, name: told.officerName })}
        </Link>
      }
    />
  );
}

function Take({ row, outcome, taking, onTake }: Taking & { row: Told; outcome?: Outcomes[string] }) {
  const { t } = useTranslation();
  if (outcome && !outcome.ok) {
    return (
      <>
        <Typography.Text type="danger">{outcome.message}</Typography.Text>
        <Button size="small" loading={taking} onClick={() => onTake([row])}>
          {t('duties.progress.adopt')}
        </Button>
      </>
    );
  }
  if (row.told && row.same)
    return <ToneTag tone="good">{t(outcome ? 'duties.progress.done' : 'duties.progress.same')}</ToneTag>;
  if (!differs(row)) return null;
  if (!enters(row)) {
    return (
      <div className="wrap-anywhere">
        <Typography.Text type="secondary">{t('duties.progress.noAmount')}</Typography.Text>{' '}
        <Link to={`/projects/${row.projectId}`}>{t('duties.progress.enter')}</Link>
      </div>
    );
  }
  return (
    <Button type="primary" ghost size="small" loading={taking} onClick={() => onTake([row])}>
      {t('duties.progress.adopt')}
    </Button>
  );
}

function Rows(props: Taking & { rows: Told[]; outcomes: Outcomes; pagination: object; loading: boolean }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<Told> = [
    {
      title: t('duties.progress.project'),
      width: '24%',
      render: (_, row) => (
        <Link className="wrap-anywhere" to={`/projects/${row.projectId}`}>
          {row.projectName}
        </Link>
      ),
    },
    { title: t('duties.progress.previous'), width: '21%', render: (_, row) => <Previous row={row} /> },
    { title: t('duties.progress.told'), width: '23%', render: (_, row) => <ToldBy row={row} /> },
    { title: t('duties.progress.entered'), width: '21%', render: (_, row) => <Entered row={row} /> },
    {
      title: '',
      render: (_, row) => (
        <Take row={row} outcome={props.outcomes[row.projectId]} taking={props.taking} onTake={props.onTake} />
      ),
    },
  ];
  return (
    <Table<Told>
      size="small"
      rowKey="projectId"
      columns={columns}
      dataSource={props.rows}
      pagination={props.pagination}
      loading={props.loading}
    />
  );
}

function RowCard(props: Taking & { row: Told; outcome?: Outcomes[string] }) {
  const { t } = useTranslation();
  const { row } = props;
  const part = (label: string, value: ReactNode) => (
    <div style={{ marginTop: 6 }}>
      <Typography.Text type="secondary">{label}</Typography.Text>
      {value}
    </div>
  );
  return (
    <Card size="small">
      <Link className="wrap-anywhere" to={`/projects/${row.projectId}`} style={{ fontSize: 16 }}>
        {row.projectName}
      </Link>
      {part(t('duties.progress.previous'), <Previous row={row} />)}
      {part(t('duties.progress.told'), <ToldBy row={row} />)}
      {part(t('duties.progress.entered'), <Entered row={row} />)}
      <div style={{ marginTop: 8 }}>
        <Take {...props} />
      </div>
    </Card>
  );
}
