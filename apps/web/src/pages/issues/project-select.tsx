import { queryOptions, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../client/client';
import { useProjects } from '../projects/queries';

interface ProjectSelectProps {
  id?: string;
  value?: string;
  onChange?: (id: string | undefined) => void;
  'aria-label'?: string;
  'aria-required'?: boolean;
}

/** The project that was chosen. */
export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['projects', 'one', id],
    queryFn: () => read(api.GET('/api/projects/{id}', { params: { path: { id } } })),
  });

/** One project, found by a part of its name. */
export function ProjectSelect({ value, onChange, ...input }: ProjectSelectProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const found = useProjects({ q: words.trim() || undefined, pageSize: 20 });
  const chosen = useQuery({ ...projectQuery(value ?? ''), enabled: value !== undefined });
  const options = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (chosen.data && !options.some((option) => option.value === value)) {
    options.unshift({ value: chosen.data.id, label: chosen.data.name });
  }
  return (
    <Select
      {...input}
      style={{ width: '100%' }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder={t('issues.create.projectPlaceholder')}
      notFoundContent={found.isFetching ? t('shell.loading') : t('issues.create.noProject')}
      options={options}
      // The id itself must never be read; it is shown by its name as soon as that is known.
      value={chosen.data || options.some((option) => option.value === value) ? value : undefined}
      onChange={(id: string | undefined) => onChange?.(id)}
    />
  );
}
