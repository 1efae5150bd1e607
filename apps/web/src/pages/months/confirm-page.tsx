import { Alert, App, Button, Card, Flex, Pagination, Table, Typography } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount } from '../../components/amount';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import {
  type Confirmation,
  type ConfirmedProject,
  useConfirm,
  useConfirmations,
  useUnitFacts,
} from './closing-queries';
import { ConfirmationTag, shortTime } from './confirmation-words';
import { lastMonth } from './last-month';

const PAGE_SIZE = 20;

/** What a unit stands by for a month: its projects with plan and entry, and the button to confirm them. */
export default function ConfirmPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const { month = lastMonth(today) } = useParams();
  const [search] = useSearchParams();
  const units = useUnits();
  const unitId = search.get('unit') ?? me.unitId;
  const name = dayjs(`${month}-01`).format(t('months.monthFormat'));
  const confirmations = useConfirmations(month);
  const row = confirmations.data?.items.find((one) => one.unitId === unitId);
  const unitName = units.data?.items.find(({ id }) => id === unitId)?.name;
  return (
    <Flex vertical gap={16}>
      <Card size="small">
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('closing.mine.title', { month: name })}
        </Typography.Title>
        <Typography.Text type="secondary">{unitName}</Typography.Text>
      </Card>
      {!confirmations.data ? (
        <PageState error={confirmations.error} onRetry={() => void confirmations.refetch()} />
      ) : !row ? (
        <Card>
          <Empty text={t('closing.mine.none', { month: name })} />
        </Card>
      ) : (
        <>
          <State month={month} name={name} row={row} dueOn={confirmations.data.dueOn} own={unitId === me.unitId} />
          <Facts month={month} unitId={unitId} />
        </>
      )}
    </Flex>
  );
}

function State(props: { month: string; name: string; row: Confirmation; dueOn: string; own: boolean }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { modal, message } = App.useApp();
  const { month, name, row, dueOn } = props;
  const confirm = useConfirm(month);
  const over = month < today.slice(0, 7);
  const again = row.confirmedAt !== null;
  const ask = () =>
    void modal.confirm({
      title: t('closing.mine.ask', { month: name }),
      content: row.withoutEntry > 0 ? t('closing.mine.askMissing', { count: row.withoutEntry }) : undefined,
      okText: t('closing.mine.confirm'),
      cancelText: t('closing.confirm.cancel'),
      onOk: () =>
        confirm.mutateAsync({}).then(
          () => void message.success(t('closing.confirm.done')),
          (error: unknown) => void message.error(sentenceOf(error)),
        ),
    });
  return (
    <Card>
      <Flex vertical gap={12}>
        <Flex gap={8} align="center" wrap>
          <ConfirmationTag row={row} dueOn={dueOn} today={today} />
          <span>
            {row.confirmedAt
              ? t('closing.mine.done', {
                  at: shortTime(row.confirmedAt),
                  name: row.confirmedByName ?? '',
                  word: t(row.onTime ? 'closing.confirm.inTime' : 'closing.confirm.late'),
                })
              : t(over ? 'closing.mine.due' : 'closing.mine.early', { day: dueOn, month: name })}
          </span>
        </Flex>
        {row.changed > 0 && again && (
          <Alert type="warning" showIcon title={t('closing.mine.changed', { count: row.changed })} />
        )}
        {row.withoutEntry > 0 && (
          <Alert type="warning" showIcon title={t('closing.mine.missing', { count: row.withoutEntry })} />
        )}
        {row.withoutPlan > 0 && (
          <Alert type="info" showIcon title={t('closing.mine.withoutPlan', { count: row.withoutPlan })} />
        )}
        {props.own && row.mayConfirm && (!again || row.changed > 0) && (
          <div>
            <Typography.Paragraph type="secondary">{t('closing.mine.lead')}</Typography.Paragraph>
            <Button type="primary" loading={confirm.isPending} onClick={ask}>
              {t(again ? 'closing.mine.again' : 'closing.mine.confirm')}
            </Button>
          </div>
        )}
      </Flex>
    </Card>
  );
}

function Facts({ month, unitId }: { month: string; unitId: string }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [page, setPage] = useState(1);
  const facts = useUnitFacts(month, unitId, page, PAGE_SIZE);
  if (!facts.data) return <PageState error={facts.error} onRetry={() => void facts.refetch()} />;
  const { items, total } = facts.data;
  const plan = (row: ConfirmedProject): ReactNode =>
    row.plan === null ? (
      <Typography.Text type="secondary">{t('closing.mine.noPlan')}</Typography.Text>
    ) : (
      <Amount value={row.plan} />
    );
  const monthly = (row: ConfirmedProject): ReactNode =>
    row.completed === null ? (
      <Typography.Text type="danger">{t('closing.mine.notEntered')}</Typography.Text>
    ) : (
      <Amount value={row.completed} />
    );
  const by = (row: ConfirmedProject): ReactNode =>
    row.enteredByName && (
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
        {t('closing.mine.by', { name: row.enteredByName })} {row.enteredAt && shortTime(row.enteredAt)}
      </Typography.Text>
    );
  const changes = (row: ConfirmedProject): ReactNode =>
    row.changes.length > 0 && (
      <Typography.Text type="warning" style={{ display: 'block' }}>
        {t('closing.mine.changes')}：{row.changes.join('；')}
      </Typography.Text>
    );
  const project = (row: ConfirmedProject): ReactNode => (
    <>
      <Link to={`/projects/${row.projectId}`}>{row.projectName}</Link>
      {changes(row)}
    </>
  );
  return (
    <Section title={t('closing.confirm.projects')}>
      {phone ? (
        <Flex vertical gap={16}>
          {items.map((row) => (
            <div key={row.projectId} className="wrap-anywhere">
              {project(row)}
              <Line label={t('closing.mine.plan')}>{plan(row)}</Line>
              <Line label={t('closing.mine.monthly')}>{monthly(row)}</Line>
              <Line label={t('closing.mine.toDate')}>
                <Amount value={row.completedToDate} />
              </Line>
              {row.physicalProgress && <div>{row.physicalProgress}</div>}
              {by(row)}
            </div>
          ))}
        </Flex>
      ) : (
        <Table<ConfirmedProject>
          size="small"
          rowKey="projectId"
          dataSource={items}
          pagination={false}
          columns={[
            { title: t('closing.confirm.projects'), render: (_, row) => project(row) },
            { title: t('closing.mine.plan'), align: 'right', render: (_, row) => plan(row) },
            { title: t('closing.mine.monthly'), align: 'right', render: (_, row) => monthly(row) },
            {
              title: t('closing.mine.toDate'),
              align: 'right',
              render: (_, row) => <Amount value={row.completedToDate} />,
            },
            {
              title: t('closing.mine.physical'),
              render: (_, row) => (
                <>
                  {row.physicalProgress}
                  {by(row)}
                </>
              ),
            },
          ]}
        />
      )}
      <Pagination
        style={{ marginTop: 12 }}
        simple={phone}
        align="center"
        hideOnSinglePage
        showSizeChanger={false}
        current={page}
        pageSize={PAGE_SIZE}
        total={total}
        onChange={setPage}
      />
    </Section>
  );
}

const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <Flex justify="space-between" gap={8}>
    <Typography.Text type="secondary">{label}</Typography.Text>
    <span>{children}</span>
  </Flex>
);
