import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex } from 'antd';
import { useTranslation } from 'react-i18next';

interface ColumnChoiceProps<C extends string> {
  all: { key: C; title: string }[];
  shown: C[];
  /** What “reset” brings back. */
  first: readonly C[];
  onChange: (shown: C[]) => void;
}

/** Which columns are shown and in which order; works with keyboard and finger as well as with a mouse. */
export function ColumnChoice<C extends string>({ all, shown, first, onChange }: ColumnChoiceProps<C>) {
  const { t } = useTranslation();
  const titleOf = (key: C): string => all.find((column) => column.key === key)?.title ?? '';
  const hidden = all.map(({ key }) => key).filter((key) => !shown.includes(key));
  const move = (key: C, by: 1 | -1) => {
    const next = shown.filter((one) => one !== key);
    next.splice(shown.indexOf(key) + by, 0, key);
    onChange(next);
  };
  const line = (key: C, on: boolean) => (
    <Flex key={key} align="center" justify="space-between" gap={12}>
      <Checkbox
        checked={on}
        disabled={on && shown.length === 1}
        onChange={() => onChange(on ? shown.filter((one) => one !== key) : [...shown, key])}
      >
        {titleOf(key)}
      </Checkbox>
      {on && (
        <span>
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined />}
            aria-label={t('list.tools.up', { column: titleOf(key) })}
            disabled={shown[0] === key}
            onClick={() => move(key, -1)}
          />
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined />}
            aria-label={t('list.tools.down', { column: titleOf(key) })}
            disabled={shown.at(-1) === key}
            onClick={() => move(key, 1)}
          />
        </span>
      )}
    </Flex>
  );
  return (
    <Flex vertical gap={4} style={{ minWidth: 220, maxHeight: 420, overflow: 'auto' }}>
      {shown.map((key) => line(key, true))}
      {hidden.map((key) => line(key, false))}
      <Button size="small" style={{ marginTop: 8 }} onClick={() => onChange([...first])}>
        {t('list.tools.reset')}
      </Button>
    </Flex>
  );
}
