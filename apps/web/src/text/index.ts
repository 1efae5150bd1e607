import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chosenLanguage } from './language';
import { zhCN } from './zh-CN';

export { chooseLanguage, type Language } from './language';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zhCN };
  }
}

/** Loads the words of the chosen language; English only when somebody wants it. */
export async function startText(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
  });
  if (language === 'en') i18next.addResourceBundle('en', 'translation', (await import('./en')).en);
}
