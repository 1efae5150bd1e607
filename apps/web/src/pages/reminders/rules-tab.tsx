import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Pagination, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { useRules, useWatches } from './queries';
import { RuleDrawer, type RuleTarget } from './rule-drawer';
import { RuleCards, RuleTable } from './rule-list';
import { useRuleWords } from './rule-words';

const PAGE_SIZE = 50;

/** The rules in their order, all or about one thing; one opens to be changed. */
export function RulesTab() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const words = useRuleWords();
  const watches = useWatches();
  const what = words.watches.find(({ code }) => code === get('what'))?.code;
  const rules = useRules({ what, page: Number(get('page')) || 1, pageSize: PAGE_SIZE });
  // Other pages lead to a rule by its code.
  const asked = get('rule');
  const [adding, setAdding] = useState(false);
  const target: RuleTarget | undefined = adding ? { what } : asked === undefined ? undefined : { code: asked };
  const close = () => {
    setAdding(false);
    set({ rule: undefined, page: get('page') });
  };
  const List = phone ? RuleCards : RuleTable;
  return (
    <>
      <Flex wrap gap={8}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ width: phone ? '100%' : 240 }}
          aria-label={t('reminders.rules.what')}
          placeholder={t('reminders.rules.allWhats')}
          value={what}
          options={words.watches.map(({ code }) => ({ value: code, label: words.what(code) }))}
          onChange={(code?: string) => set({ what: code })}
        />
        <Button
          type="primary"
          icon={<PlusOutlined />}
          block={phone}
          style={{ marginInlineStart: 'auto' }}
          onClick={() => setAdding(true)}
        >
          {t('reminders.rules.create')}
        </Button>
      </Flex>
      {!rules.data || !watches.data ? (
        <PageState
          error={rules.error ?? watches.error}
          onRetry={() => void Promise.all([rules.refetch(), watches.refetch()])}
        />
      ) : (
        <Card styles={{ body: { padding: phone ? 0 : '12px 20px 20px' } }} variant={phone ? 'borderless' : 'outlined'}>
          {rules.data.items.length === 0 ? (
            <Empty text={t('reminders.rules.none')} />
          ) : (
            <List
              rows={rules.data.items}
              words={words}
              onChange={({ code }) => set({ rule: code, page: get('page') })}
            />
          )}
          {rules.data.total > 0 && (
            <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
              <Pagination
                simple={phone}
                size={phone ? 'medium' : 'small'}
                hideOnSinglePage={phone}
                current={rules.data.page}
                pageSize={PAGE_SIZE}
                total={rules.data.total}
                showSizeChanger={false}
                showTotal={phone ? undefined : (count) => t('reminders.rules.total', { count })}
                onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
              />
            </Flex>
          )}
        </Card>
      )}
      {target && <RuleDrawer key={adding ? 'new' : asked} target={target} onClose={close} />}
    </>
  );
}
