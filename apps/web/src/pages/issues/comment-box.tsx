import { Alert, App, Button, Flex, Mentions, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NoAnswer, sentenceOf } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import { useIsPhone } from '../../components/use-is-phone';
import { ChooseFiles, ChosenFiles } from './choose-files';
import { useAdded, useComment, usePeople } from './file-queries';
import { useUploads } from './use-uploads';

const MOST_FILES = 10;
const LONGEST = 2000;

/** Words and files for an issue. Files are sent only with the words, so that a wrong one can still be taken out. */
export function CommentBox({ issueId }: { issueId: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const phone = useIsPhone();
  const [text, setText] = useState('');
  // Sent again after no answer it is the same comment; the next one has another id.
  const [id, setId] = useState(() => uuidv7());
  const [searched, setSearched] = useState<string>();
  const [chosen, setChosen] = useState<{ id: string; name: string }[]>([]);
  const [fault, setFault] = useState<string>();
  const uploads = useUploads(issueId, MOST_FILES);
  const comment = useComment(issueId);
  const added = useAdded(issueId);
  const people = usePeople(issueId, searched);

  const words = text.trim();
  const started = words !== '' || uploads.items.length > 0;
  const sendWord = t(started && !words ? 'files.comment.sendFiles' : 'files.comment.send');

  const send = async () => {
    setFault(undefined);
    const files = await uploads.sendAll();
    if (!files) return setFault(t('files.comment.failed', { send: sendWord }));
    try {
      // Whose name was taken out of the words again is not told.
      const mentions = chosen.filter(({ name }) => words.includes(`@${name}`)).map((person) => person.id);
      const attachmentIds = files.map((file) => file.id);
      if (words) await comment.mutateAsync({ id, text: words, mentions, attachmentIds });
      else added();
    } catch (error) {
      return setFault(error instanceof NoAnswer ? t('files.comment.unanswered') : sentenceOf(error));
    }
    void message.success(t(words ? 'files.comment.done' : 'files.comment.doneFiles'));
    setText('');
    setChosen([]);
    setId(uuidv7());
    uploads.clear();
  };

  return (
    <div>
      <Mentions
        aria-label={t('files.comment.label')}
        value={text}
        onChange={setText}
        onSearch={setSearched}
        onSelect={({ key }) => {
          // The field puts a mark of its own behind our key.
          const person = people.data?.items.find(({ id: known }) => key?.startsWith(known));
          if (person) setChosen((before) => [...before.filter((one) => one.id !== person.id), person]);
        }}
        filterOption={false}
        options={(people.data?.items ?? []).map((person) => ({
          key: person.id,
          value: person.name,
          label: (
            <>
              {person.name}
              <Typography.Text type="secondary" style={{ marginInlineStart: 8, fontSize: 13 }}>
                {[person.unitName, person.title].filter(Boolean).join(' · ')}
              </Typography.Text>
            </>
          ),
        }))}
        notFoundContent={t('files.comment.nobody')}
        placeholder={t('files.comment.placeholder')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={LONGEST}
      />
      <ChosenFiles uploads={uploads} />
      {fault && <Alert type="error" showIcon title={fault} style={{ marginTop: 8 }} />}
      <Flex wrap gap={8} justify="space-between" style={{ marginTop: 8 }}>
        <ChooseFiles uploads={uploads} most={MOST_FILES} />
        <Button
          type="primary"
          style={phone ? { flex: 1 } : undefined}
          disabled={!started}
          loading={uploads.busy || comment.isPending}
          onClick={() => void send()}
        >
          {sendWord}
        </Button>
      </Flex>
      {started && (
        <Typography.Paragraph type="secondary" style={{ fontSize: 13, margin: '6px 0 0' }}>
          {t('files.comment.kept')}
          {uploads.items.length > 0 && t('files.upload.hint')}
        </Typography.Paragraph>
      )}
    </div>
  );
}
