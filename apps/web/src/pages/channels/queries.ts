import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Channel = Schemas['ChannelView'];
export type ChannelKind = Schemas['ChannelKindView'];
export type ChannelField = Schemas['ChannelFieldView'];
export type ChannelTest = Schemas['ChannelTestView'];
type Label = Schemas['ChannelLabelView'];

export const PAGE_SIZE = 20;
const KEY = ['channels'];

/** The words of a label in the language of the pages. */
export const wordsOf = ({ zh, en }: Label): string => (i18next.language === 'en' ? en : zh);

export const useChannels = (page: number) =>
  useQuery({
    queryKey: [...KEY, page],
    queryFn: () => read(api.GET('/api/channels', { params: { query: { page, pageSize: PAGE_SIZE } } })),
    placeholderData: keepPreviousData,
  });

/** Writes something about channels, and has the list asked for again, however it went. */
function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: KEY }),
        client.invalidateQueries({ queryKey: ['addresses'] }),
        client.invalidateQueries({ queryKey: ['push-key'] }),
      ]),
  });
}

export const useCreateChannel = () =>
  useWrite((body: Schemas['ChannelBody']) => read(api.POST('/api/channels', { body })));

export const useChangeChannel = (id: string) =>
  useWrite((body: Schemas['ChannelPatch']) =>
    read(api.PATCH('/api/channels/{id}', { params: { path: { id } }, body })),
  );

export const useTestChannel = () =>
  useWrite((id: string) => read(api.POST('/api/channels/{id}/test', { params: { path: { id } } })));
