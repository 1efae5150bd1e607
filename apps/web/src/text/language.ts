export type Language = 'zh-CN' | 'en';
const KEY = 'xiaohao.language';

/** The language that was chosen on this device; the pages of the desk and of the phone share it. */
export function chosenLanguage(): Language {
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
