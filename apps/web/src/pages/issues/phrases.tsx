import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, read, sentenceOf } from '../../client/client';
import { useIsPhone } from '../../components/use-is-phone';
import type { Action } from './queries';

const KEY = ['phrases'];

const usePhrases = (action: Action) =>
  useQuery({
    queryKey: KEY,
    queryFn: () => read(api.GET('/api/phrases', { params: { query: { pageSize: 200 } } })),
    staleTime: 300_000,
    select: ({ items }) => items.filter((phrase) => phrase.action === action),
  });

interface PhrasesProps {
  action: Action;
  /** What is written so far. */
  text: string;
  onPick: (text: string) => void;
}

/** Phrases for the opinion (常用语): one click writes one, another keeps what was written for the next time. */
export function Phrases({ action, text, onPick }: PhrasesProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const client = useQueryClient();
  const phrases = usePhrases(action).data ?? [];
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const fail = (error: Error) => void message.error(sentenceOf(error));
  const keep = useMutation({
    mutationFn: () => read(api.POST('/api/phrases', { body: { action, text: text.trim() } })),
    onSuccess: again,
    onError: fail,
  });
  const drop = useMutation({
    mutationFn: (id: string) => read(api.DELETE('/api/phrases/{id}', { params: { path: { id } } })),
    onSuccess: again,
    onError: fail,
  });
  const written = text.trim();
  const known = phrases.some((phrase) => phrase.text === written);
  if (phrases.length === 0 && written === '') return null;
  return (
    <Flex wrap gap={6} align="center" style={{ marginTop: 8 }} aria-label={t('issues.act.phrases')} role="group">
      {phrases.map(({ id, text: phrase, own }) => (
        <Tag
          key={id}
          closable={own}
          onClose={(event) => {
            event.preventDefault();
            drop.mutate(id);
          }}
          style={{
            marginInlineEnd: 0,
            whiteSpace: 'normal',
            cursor: 'pointer',
            padding: phone ? '9px 12px' : '3px 8px',
          }}
        >
          <span
            role="button"
            tabIndex={0}
            onClick={() => onPick(written === '' ? phrase : `${written}${phrase}`)}
            onKeyDown={({ key }) => key === 'Enter' && onPick(written === '' ? phrase : `${written}${phrase}`)}
          >
            {phrase}
          </span>
        </Tag>
      ))}
      {written !== '' && written.length <= 200 && !known && (
        <Button size={phone ? 'middle' : 'small'} type="link" loading={keep.isPending} onClick={() => keep.mutate()}>
          {t('issues.act.keepPhrase')}
        </Button>
      )}
    </Flex>
  );
}
