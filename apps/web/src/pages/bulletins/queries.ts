import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Preview = Schemas['BulletinPreview'];
export type PreviewTable = Schemas['PreviewTable'];
export type BulletinFile = Schemas['BulletinFileView'];
export type Format = BulletinFile['format'];
export type Note = Schemas['NoteView'];
export type Letterhead = Schemas['LetterheadBody'];
export type Template = Schemas['TemplateView'];

export const FORMATS: Format[] = ['docx', 'xlsx', 'pdf'];
/** How often the page asks while a file is being made. */
const WATCH_MS = 1_000;
const inWork = ({ state }: BulletinFile) => state === 'waiting' || state === 'running';

export const usePreview = (month: string, revision: number | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['bulletins', 'preview', month, revision ?? 'newest'],
    queryFn: () => read(api.GET('/api/bulletins/preview', { params: { query: { month, revision } } })),
    placeholderData: keepPreviousData,
    enabled,
  });

export const useFiles = (month: string, page: number, pageSize: number) =>
  useQuery({
    queryKey: ['bulletins', 'files', month, page, pageSize],
    queryFn: () => read(api.GET('/api/bulletins', { params: { query: { month, page, pageSize } } })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data?.items.some(inWork) ? WATCH_MS : false),
  });

export const useNote = (month: string, enabled: boolean) =>
  useQuery({
    queryKey: ['bulletins', 'note', month],
    queryFn: () => read(api.GET('/api/bulletins/notes/{month}', { params: { path: { month } } })),
    enabled,
  });

export const useLetterhead = (enabled: boolean) =>
  useQuery({
    queryKey: ['bulletins', 'letterhead'],
    queryFn: () => read(api.GET('/api/bulletins/letterhead')),
    enabled,
  });

export const useTemplates = (enabled: boolean) =>
  useQuery({
    queryKey: ['bulletin-templates'],
    queryFn: () => read(api.GET('/api/bulletin-templates', { params: { query: { pageSize: 200 } } })),
    enabled,
  });

export const usePlaceholders = (enabled: boolean) =>
  useQuery({
    queryKey: ['bulletin-templates', 'placeholders'],
    queryFn: () => read(api.GET('/api/bulletin-templates/placeholders')),
    staleTime: Infinity,
    enabled,
  });

/** Where a file is; the browser keeps it under its Chinese name. */
export const fileOf = ({ id }: Pick<BulletinFile, 'id'>): string => `/api/bulletins/${id}/file`;
export const SAMPLE = '/api/bulletin-templates/sample';
export const templateFileOf = ({ id }: Pick<Template, 'id'>): string => `/api/bulletin-templates/${id}/file`;

export function useRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['BulletinBody']) => read(api.POST('/api/bulletins', { body })),
    onSettled: () => client.invalidateQueries({ queryKey: ['bulletins', 'files'] }),
  });
}

export function useSaveNote(month: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas['NoteBody']) =>
      read(api.PUT('/api/bulletins/notes/{month}', { params: { path: { month } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bulletins'] }),
  });
}

export function useSaveLetterhead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Letterhead) => read(api.PUT('/api/bulletins/letterhead', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['bulletins'] }),
  });
}

export function useAddTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, file }: { name: string; file: File }) => {
      const form = new FormData();
      // Before the file, as the server reads them.
      if (name !== '') form.append('name', name);
      form.append('file', file, file.name);
      // The body is as it is: the client would write it as JSON.
      return read(
        api.POST('/api/bulletin-templates', { body: form as never, bodySerializer: (body: unknown) => body }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['bulletin-templates'] }),
  });
}

export function useRetireTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => read(api.DELETE('/api/bulletin-templates/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['bulletin-templates'] }),
  });
}
