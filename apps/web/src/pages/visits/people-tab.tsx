import { App, Button, Flex, Pagination, Popconfirm, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDictionary, useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { ToneTag } from '../../components/tone-tag';
import { HandoverForm } from './handover-form';
import { type StandIn, useCancelHandover, useCancelStandIn, useHandovers, useStandIns } from './people-queries';
import { StandInForm } from './stand-in-form';

/** Who goes instead of whom, and which projects pass to somebody else. */
export function PeopleTab() {
  const { permissions } = useMe();
  return (
    <Flex vertical gap={28}>
      {permissions.includes('stand-in.write') && <StandIns />}
      {permissions.includes('handover.write') && <Handovers />}
    </Flex>
  );
}

function Part(props: { title: string; hint: string; button: string; onCreate: () => void; children: ReactNode }) {
  return (
    <section>
      <Flex justify="space-between" align="start" gap={12} wrap style={{ marginBottom: 8 }}>
        <div style={{ flex: '1 1 240px' }}>
          <Typography.Title level={5} style={{ margin: 0 }}>
            {props.title}
          </Typography.Title>
          <Typography.Text type="secondary">{props.hint}</Typography.Text>
        </div>
        <Button type="primary" onClick={props.onCreate}>
          {props.button}
        </Button>
      </Flex>
      {props.children}
    </section>
  );
}

/** One line of a list: words on the left, what may be done on the right. */
function Line({ children, doings }: { children: ReactNode; doings: ReactNode }) {
  return (
    <Flex
      justify="space-between"
      align="center"
      wrap
      gap={8}
      style={{ padding: '10px 0', borderTop: '1px solid #eceff3' }}
    >
      <div className="wrap-anywhere" style={{ flex: '1 1 240px', minWidth: 0 }}>
        {children}
      </div>
      <Flex gap={8}>{doings}</Flex>
    </Flex>
  );
}

function StandIns() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const { today } = useDistrict();
  const [page, setPage] = useState(1);
  const [opened, setOpened] = useState<StandIn | 'new'>();
  const standIns = useStandIns(page);
  const cancel = useCancelStandIn();
  const when = ({ running, from }: StandIn) =>
    running ? 'duties.standIns.running' : from > today ? 'duties.standIns.ahead' : 'duties.standIns.over';
  return (
    <Part
      title={t('duties.standIns.title')}
      hint={t('duties.standIns.hint')}
      button={t('duties.standIns.create')}
      onCreate={() => setOpened('new')}
    >
      {!standIns.data ? (
        <PageState error={standIns.error} onRetry={() => void standIns.refetch()} />
      ) : standIns.data.items.length === 0 ? (
        <Empty text={t('duties.standIns.empty')} />
      ) : (
        <>
          {standIns.data.items.map((one) => (
            <Line
              key={one.id}
              doings={
                one.until >= today && (
                  <>
                    <Button size="small" onClick={() => setOpened(one)}>
                      {t('duties.standIns.change')}
                    </Button>
                    <Cancel
                      title={t('duties.standIns.cancelConfirm')}
                      button={t('duties.standIns.cancel')}
                      done={t('duties.standIns.cancelled')}
                      onCancel={() => cancel.mutateAsync(one)}
                    />
                  </>
                )
              }
            >
              <strong>{one.personName}</strong> → {one.standInName ?? t('duties.standIns.nobody')}{' '}
              <ToneTag tone={one.running ? 'info' : 'calm'}>{t(when(one))}</ToneTag>
              <Pieces
                of={[
                  `${one.from} — ${one.until}`,
                  word('standInReason', one.reason),
                  one.note,
                  `${t('duties.standIns.by')} ${one.createdByName}`,
                ]}
              />
            </Line>
          ))}
          <Pager page={page} total={standIns.data.total} onChange={setPage} />
        </>
      )}
      {opened && <StandInForm standIn={opened === 'new' ? undefined : opened} onClose={() => setOpened(undefined)} />}
    </Part>
  );
}

function Handovers() {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const [page, setPage] = useState(1);
  const [creating, setCreating] = useState(false);
  const handovers = useHandovers(page);
  const cancel = useCancelHandover();
  return (
    <Part
      title={t('duties.handovers.title')}
      hint={t('duties.handovers.hint')}
      button={t('duties.handovers.create')}
      onCreate={() => setCreating(true)}
    >
      {!handovers.data ? (
        <PageState error={handovers.error} onRetry={() => void handovers.refetch()} />
      ) : handovers.data.items.length === 0 ? (
        <Empty text={t('duties.handovers.empty')} />
      ) : (
        <>
          {handovers.data.items.map((one) => (
            <Line
              key={one.id}
              doings={
                one.state === 'waiting' && (
                  <Cancel
                    title={t('duties.handovers.cancelConfirm')}
                    button={t('duties.handovers.cancel')}
                    done={t('duties.handovers.cancelled')}
                    onCancel={() => cancel.mutateAsync(one.id)}
                  />
                )
              }
            >
              <Link to={`/projects/${one.projectId}`}>{one.projectName}</Link>{' '}
              <ToneTag tone={one.state === 'waiting' ? 'info' : 'calm'}>{word('handoverState', one.state)}</ToneTag>
              <Pieces
                of={[
                  `${one.fromOfficerName ?? t('duties.handovers.nobody')} → ${one.officerName}`,
                  `${t('duties.handovers.from')} ${one.from}`,
                  one.note,
                ]}
              />
            </Line>
          ))}
          <Pager page={page} total={handovers.data.total} onChange={setPage} />
        </>
      )}
      {creating && <HandoverForm onClose={() => setCreating(false)} />}
    </Part>
  );
}

function Cancel(props: { title: string; button: string; done: string; onCancel: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  return (
    <Popconfirm
      title={props.title}
      okText={props.button}
      cancelText={t('shell.close')}
      onConfirm={() =>
        props.onCancel().then(
          () => void message.success(props.done),
          (error: unknown) => void message.error(sentenceOf(error)),
        )
      }
    >
      <Button size="small" danger>
        {props.button}
      </Button>
    </Popconfirm>
  );
}

const Pager = (props: { page: number; total: number; onChange: (page: number) => void }) => (
  <Pagination
    simple
    align="center"
    hideOnSinglePage
    showSizeChanger={false}
    pageSize={10}
    current={props.page}
    total={props.total}
    onChange={props.onChange}
  />
);
