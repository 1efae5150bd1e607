import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict, useUnits } from '../../client/dictionary';
import { useAddress } from '../../components/use-address';
import { useLists } from '../projects/queries';

/** Only one list, as the address bar says. */
export function ListFilter({ year }: { year?: number }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { get, set } = useAddress();
  const lists = useLists(year ?? Number(today.slice(0, 4)));
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ flex: '1 1 150px', maxWidth: 220 }}
      popupMatchSelectWidth={false}
      aria-label={t('duties.list')}
      placeholder={t('duties.allLists')}
      value={get('listId')}
      options={lists.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(listId?: string) => set({ listId })}
    />
  );
}

/** Only one unit, as the address bar says. */
export function UnitFilter() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const units = useUnits();
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      style={{ flex: '1 1 150px', maxWidth: 220 }}
      popupMatchSelectWidth={false}
      aria-label={t('duties.unit')}
      placeholder={t('duties.allUnits')}
      value={get('unitId')}
      options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(unitId?: string) => set({ unitId })}
    />
  );
}
