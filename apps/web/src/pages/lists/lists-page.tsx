import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import {
  App,
  Button,
  Card,
  Col,
  Flex,
  Pagination,
  Popconfirm,
  Row,
  Space,
  Table,
  type TableColumnsType,
  Tag,
  Typography,
} from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount } from '../../components/amount';
import { MonthInput } from '../../components/day-input';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { CorrectionDialog, mayCorrect } from '../../components/correction-reason';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { ListForm, MemberForm } from './list-forms';
import { type List, type Member, useListsOf, useMembers, useRemoveMember } from './queries';

const PAGE_SIZE = 20;

/** The project lists of a year, and who is on the one that was chosen, when. */
export default function ListsPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const asked = Number(search.get('year'));
  const year = asked >= 2000 && asked <= 2100 ? asked : Number(today.slice(0, 4));
  const lists = useListsOf(year);
  const mayWrite = me.permissions.includes('project.write');
  const chosen = lists.data?.items.find(({ id }) => id === search.get('list')) ?? lists.data?.items[0];
  const go = (next: Record<string, string>) => setSearch({ year: String(year), ...next }, { preventScrollReset: true });
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={12}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('projects.lists.title')}
        </Typography.Title>
        <Space wrap>
          <Space.Compact>
            <Button
              icon={<LeftOutlined />}
              aria-label={t('projects.one.yearN', { year: year - 1 })}
              onClick={() => go({ year: String(year - 1) })}
            />
            <Button>{t('projects.one.yearN', { year })}</Button>
            <Button
              icon={<RightOutlined />}
              aria-label={t('projects.one.yearN', { year: year + 1 })}
              onClick={() => go({ year: String(year + 1) })}
            />
          </Space.Compact>
          {mayWrite && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('projects.lists.create')}
            </Button>
          )}
        </Space>
      </Flex>
      <DemoNote />
      {!lists.data ? (
        <PageState error={lists.error} onRetry={() => void lists.refetch()} />
      ) : lists.data.items.length === 0 ? (
        <Card>
          <Empty text={t(mayWrite ? 'projects.lists.emptyWrite' : 'projects.lists.empty', { year })} />
        </Card>
      ) : (
        <Row gutter={[16, 16]}>
          <Col xs={24} lg={7}>
            <Flex vertical gap={8}>
              {lists.data.items.map((list) => (
                <Choice
                  key={list.id}
                  list={list}
                  chosen={list.id === chosen?.id}
                  onChoose={() => go({ list: list.id })}
                />
              ))}
            </Flex>
          </Col>
          <Col xs={24} lg={17}>
            {chosen && <Members key={chosen.id} list={chosen} mayWrite={mayWrite} />}
          </Col>
        </Row>
      )}
      {creating && <ListForm year={year} onClose={() => setCreating(false)} />}
    </Flex>
  );
}

function Choice({ list, chosen, onChoose }: { list: List; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <Button
      block
      aria-pressed={chosen}
      type={chosen ? 'primary' : 'default'}
      ghost={chosen}
      onClick={onChoose}
      style={{ height: 'auto', padding: '10px 14px', justifyContent: 'start', textAlign: 'start', background: '#fff' }}
    >
      <span style={{ whiteSpace: 'normal' }}>
        <strong>{list.name}</strong>
        <br />
        <Typography.Text type="secondary" style={{ fontSize: 12 }}>
          {[
            word('listKind', list.kind),
            `${t('projects.lists.visitEvery')} ${word('visitEvery', list.visitEvery)}`,
            list.photoRequired && t('projects.lists.photo'),
            t('projects.lists.membersTotal', { count: list.members }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography.Text>
      </span>
    </Button>
  );
}

function Members({ list, mayWrite }: { list: List; mayWrite: boolean }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const phone = useIsPhone();
  const [month, setMonth] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<Member | 'new' | 'list'>();
  const members = useMembers(list.id, { month: month ?? undefined, page, pageSize: PAGE_SIZE });
  const months = (member: Member) => `${member.from} — ${member.to ?? t('projects.lists.open')}`;
  const remove = useRemoveMember(list.id);
  const [correcting, setCorrecting] = useState<Member>();
  const { message } = App.useApp();
  const close = () => setEditing(undefined);
  const pagination = {
    current: page,
    pageSize: PAGE_SIZE,
    total: members.data?.total ?? 0,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: setPage,
  };
  const edit = (member: Member) =>
    mayWrite && (
      <>
        <Button type="link" onClick={() => setEditing(member)}>
          {t('projects.lists.editMember')}
        </Button>
        <Popconfirm
          title={t('projects.lists.removeConfirm', { project: member.projectName })}
          description={t('projects.lists.removeHint')}
          okText={t('projects.lists.remove')}
          cancelText={t('shell.cancel')}
          onConfirm={() =>
            remove.mutateAsync(member).catch((error: unknown) => {
              if (mayCorrect(error)) setCorrecting(member);
              else void message.error(sentenceOf(error));
            })
          }
        >
          <Button type="link" danger>
            {t('projects.lists.remove')}
          </Button>
        </Popconfirm>
      </>
    );
  const columns: TableColumnsType<Member> = [
    {
      title: t('projects.lists.project'),
      render: (_, member) => <Link to={`/projects/${member.projectId}`}>{member.projectName}</Link>,
    },
    { title: t('projects.lists.unit'), dataIndex: 'unitName' },
    {
      title: t('projects.lists.totalInvestment'),
      align: 'right',
      render: (_, member) => <Amount value={member.totalInvestment} />,
    },
    { title: t('projects.lists.from'), render: (_, member) => months(member) },
    { title: '', render: (_, member) => edit(member) },
  ];
  if (list.kind === 'three-batches') {
    columns.splice(3, 0, {
      title: t('projects.lists.batch'),
      render: (_, { batch }) => batch && <Tag>{word('batch', batch)}</Tag>,
    });
  }
  return (
    <Card
      title={t('projects.lists.membersOf', { name: list.name })}
      extra={
        mayWrite && (
          <Space wrap>
            <Button onClick={() => setEditing('list')}>{t('projects.lists.edit')}</Button>
            <Button type="primary" onClick={() => setEditing('new')}>
              {t('projects.lists.addMember')}
            </Button>
          </Space>
        )
      }
    >
      <Flex vertical gap={12}>
        <Flex wrap gap={12} align="center">
          <div style={{ width: 180 }}>
            <MonthInput
              allowClear
              aria-label={t('projects.lists.month')}
              placeholder={t('projects.lists.month')}
              value={month}
              onChange={(next) => {
                setMonth(next);
                setPage(1);
              }}
            />
          </div>
          {members.data && (
            <Typography.Text type="secondary">
              {month === null
                ? t('projects.lists.membersTotal', { count: members.data.total })
                : t('projects.lists.membersIn', { month, count: members.data.total })}
            </Typography.Text>
          )}
        </Flex>
        {correcting && (
          <CorrectionDialog
            onClose={() => setCorrecting(undefined)}
            onReason={(correctionReason) => {
              setCorrecting(undefined);
              remove.mutate(
                { ...correcting, correctionReason },
                { onError: (error) => void message.error(sentenceOf(error)) },
              );
            }}
          />
        )}
        {!members.data ? (
          <PageState error={members.error} onRetry={() => void members.refetch()} />
        ) : members.data.items.length === 0 ? (
          <Empty text={t(month === null ? 'projects.lists.emptyMembers' : 'projects.lists.emptyMonth')} />
        ) : phone ? (
          <>
            {members.data.items.map((member) => (
              <div key={member.projectId} style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 8 }}>
                <Link to={`/projects/${member.projectId}`}>{member.projectName}</Link>{' '}
                {member.batch && <Tag>{word('batch', member.batch)}</Tag>}
                <Typography.Text type="secondary" style={{ display: 'block' }}>
                  <Amount value={member.totalInvestment} /> · {months(member)}
                </Typography.Text>
                {edit(member)}
              </div>
            ))}
            <Pagination {...pagination} simple align="center" />
          </>
        ) : (
          <Table<Member>
            size="small"
            rowKey="projectId"
            columns={columns}
            dataSource={members.data.items}
            pagination={pagination}
            loading={members.isPlaceholderData}
          />
        )}
      </Flex>
      {editing === 'list' && <ListForm list={list} year={list.year} onClose={close} />}
      {editing === 'new' && <MemberForm list={list} onClose={close} />}
      {editing !== undefined && editing !== 'list' && editing !== 'new' && (
        <MemberForm list={list} member={editing} onClose={close} />
      )}
    </Card>
  );
}
