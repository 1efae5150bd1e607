import { Col, Flex, Row, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { Block, UNTOUCHED } from './blocks';
import { HeldUp } from './held-up';
import { LateUnits } from './late-units';
import { useBoard } from './queries';
import { RowsDrawer } from './rows-drawer';

/** What waits for a decision, who is late, and what must not be forgotten. */
const ORDER = ['returns', 'extensions', 'verifications', 'units', 'untouched', 'risks', 'ratings', 'reviews'] as const;

/** What the supervisor and the leader look at first: what holds up investment, who is late, what waits. */
export default function BoardPage() {
  const { t } = useTranslation();
  const { get } = useAddress();
  const untouched = UNTOUCHED.find((days) => String(days) === get('untouched')) ?? 10;
  const board = useBoard(untouched);
  if (!board.data) return <PageState error={board.error} onRetry={() => void board.refetch()} />;
  const { heldUp, units, blocks, today } = board.data;
  return (
    <Flex vertical gap={12}>
      <Flex align="baseline" gap={12}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('board.title')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('board.asOf', { day: today })}</Typography.Text>
        <LinkButton to="/ledger-time" size="small" style={{ marginInlineStart: 'auto' }}>
          {t('time.units.title')}
        </LinkButton>
      </Flex>
      <HeldUp heldUp={heldUp} />
      <Row gutter={[12, 12]}>
        {ORDER.map((which) => {
          if (which === 'units') {
            return (
              <Col key={which} xs={24} xl={16}>
                <LateUnits units={units} />
              </Col>
            );
          }
          const block = blocks.find((one) => one.which === which);
          return (
            block && (
              <Col key={which} xs={24} md={12} xl={8}>
                <Block block={block} untouched={untouched} />
              </Col>
            )
          );
        })}
      </Row>
      <RowsDrawer untouched={untouched} />
    </Flex>
  );
}
