import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

/** What was typed, as codes are written: without spaces, in capitals. */
const tidy = (typed: string): string => typed.replace(/[\s·-]/g, '').toUpperCase();

/** Opens the figure that is printed with a code. */
export function CodeField() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Input.Search
      aria-label={t('figures.codeHint')}
      placeholder={t('figures.codeHint')}
      enterButton={t('figures.find')}
      autoComplete="off"
      autoCapitalize="characters"
      maxLength={20}
      style={{ maxWidth: 280 }}
      onSearch={(typed) => tidy(typed) !== '' && void navigate(`/figures/${encodeURIComponent(tidy(typed))}`)}
    />
  );
}
