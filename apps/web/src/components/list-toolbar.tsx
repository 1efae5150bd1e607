import {
  ColumnHeightOutlined,
  DownloadOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  ReloadOutlined,
  SettingOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, Flex, Popover, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnChoice } from './column-choice';
import type { Density, ListLook } from './use-list-look';

interface ListToolbarProps<C extends string> {
  /** Beside the tools, on the left. */
  children?: ReactNode;
  look?: ListLook<C>;
  onLook?: (change: Partial<ListLook<C>>) => void;
  /** Every column there is, with its title. */
  columns?: { key: C; title: string }[];
  /** The columns that are shown at first. */
  first?: readonly C[];
  full?: boolean;
  onFull?: (full: boolean) => void;
  onRefresh: () => void;
  refreshing: boolean;
  onExport?: () => void;
  exporting?: boolean;
}

const DENSITIES: Density[] = ['large', 'middle', 'small'];

/** The tools over a list: refresh, export, how close the rows stand, which columns, full screen. */
export function ListToolbar<C extends string>(props: ListToolbarProps<C>) {
  const { t } = useTranslation();
  const { look, onLook, columns, first, full, onFull } = props;
  const tool = (label: string, icon: ReactNode, onClick?: () => void, loading = false) => (
    <Tooltip title={label}>
      <Button type="text" icon={icon} aria-label={label} onClick={onClick} loading={loading} />
    </Tooltip>
  );
  return (
    <Flex gap={8} align="center" justify="space-between" wrap>
      <Flex gap={8} align="center" wrap>
        {props.children}
      </Flex>
      <Flex gap={4} align="center" style={{ marginInlineStart: 'auto' }}>
        {props.onExport && (
          <Button
            icon={<DownloadOutlined />}
            aria-label={t('list.tools.export')}
            loading={props.exporting}
            onClick={props.onExport}
          >
            {t('list.tools.export')}
          </Button>
        )}
        {tool(t('list.tools.refresh'), <ReloadOutlined />, props.onRefresh, props.refreshing)}
        {look && onLook && (
          <Dropdown
            trigger={['click']}
            menu={{
              selectable: true,
              selectedKeys: [look.density],
              items: DENSITIES.map((key) => ({ key, label: t(`list.tools.densities.${key}`) })),
              onClick: ({ key }) => onLook({ density: key as Density }),
            }}
          >
            {tool(t('list.tools.density'), <ColumnHeightOutlined />)}
          </Dropdown>
        )}
        {look && onLook && columns && first && (
          <Popover
            trigger="click"
            placement="bottomRight"
            title={t('list.tools.columns')}
            content={
              <ColumnChoice
                all={columns}
                shown={look.columns}
                first={first}
                onChange={(shown) => onLook({ columns: shown })}
              />
            }
          >
            {tool(t('list.tools.columns'), <SettingOutlined />)}
          </Popover>
        )}
        {onFull &&
          tool(
            t(full ? 'list.tools.leaveFull' : 'list.tools.full'),
            full ? <FullscreenExitOutlined /> : <FullscreenOutlined />,
            () => onFull(!full),
          )}
      </Flex>
    </Flex>
  );
}
