import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../client/client';
import type { components } from '../../client/schema';

type Schemas = components['schemas'];
export type Address = Schemas['AddressView'];
export type AddressBody = Schemas['AddressBody'];
export type TypedKind = Exclude<Address['kind'], 'push'>;
export const TYPED_KINDS: TypedKind[] = ['email', 'mobile', 'wecom'];

/** One person has at most three and ten browsers. */
const ALL = { page: 1, pageSize: 50 };

/** @param personId undefined: my own */
export const useAddresses = (personId: string | undefined) =>
  useQuery({
    queryKey: ['addresses', personId ?? 'me'],
    queryFn: () =>
      personId === undefined
        ? read(api.GET('/api/me/addresses', { params: { query: ALL } }))
        : read(api.GET('/api/users/{id}/addresses', { params: { path: { id: personId }, query: ALL } })),
  });

function useWrite<Body, Answer>(write: (body: Body) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => client.invalidateQueries({ queryKey: ['addresses'] }),
  });
}

export const usePutAddress = (personId: string | undefined) =>
  useWrite((body: AddressBody) =>
    personId === undefined
      ? read(api.POST('/api/me/addresses', { body }))
      : read(api.POST('/api/users/{id}/addresses', { params: { path: { id: personId } }, body })),
  );

export const useRemoveAddress = (personId: string | undefined) =>
  useWrite((id: string) =>
    personId === undefined
      ? read(api.DELETE('/api/me/addresses/{id}', { params: { path: { id } } }))
      : read(
          api.DELETE('/api/users/{id}/addresses/{addressId}', {
            params: { path: { id: personId, addressId: id } },
          }),
        ),
  );

/** With which a browser subscribes; null: there is no push. */
export const usePushKey = () => useQuery({ queryKey: ['push-key'], queryFn: () => read(api.GET('/api/me/push-key')) });
