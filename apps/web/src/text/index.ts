import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { zhCN } from './zh-CN';

export type Language = 'zh-CN' | 'en';
const KEY = 'xiaohao.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
  }
}

function chosen(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

/** Keeps the choice and starts the pages anew, so that nothing stays half in the other language. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  window.location.reload();
}

/** Loads the words of the chosen language; English only when somebody wants it. */
export async function startText(): Promise<void> {
  const language = chosen();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
  });
  if (language === 'en') i18next.addResourceBundle('en', 'translation', (await import('./en')).en);
}
