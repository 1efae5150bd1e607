import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { type Relation, type Rule, useChannels, useWatches, type Watch, type WatchCode } from './queries';

/** Watches that ask for something on a day of their own rather than by a deadline. */
const NAMED = [
  'review-due',
  'visit-due',
  'visit-missing',
  'visit-missed',
  'entry-missing',
  'month-open',
  'pipeline-stuck',
  'calendar-missing',
  'weekly-digest',
] as const;
type Named = (typeof NAMED)[number];

export type Side = 'before' | 'on' | 'after';
export type When = Pick<Rule, 'offset' | 'unit' | 'atTime'>;
export type Repeat = Pick<Rule, 'unit' | 'repeatEvery' | 'repeatTimes'>;

/** How people speak of the day: a deadline, something that happens, or a day with a name. */
export function useAnchor(): (watch: Watch) => { kind: 'deadline' | 'moment' | 'named'; anchor: string } {
  const { t } = useTranslation();
  return ({ code, moment }) => {
    if (moment) return { kind: 'moment', anchor: '' };
    const named: Named | undefined = NAMED.find((one) => one === code);
    return named ? { kind: 'named', anchor: t(`reminders.when.anchors.${named}`) } : { kind: 'deadline', anchor: '' };
  };
}

/** A rule in the words of people. */
export function useRuleWords() {
  const { t, i18n } = useTranslation();
  const { word } = useDictionary();
  const watches = useWatches();
  const channels = useChannels();
  const anchorOf = useAnchor();
  const watchOf = (code: WatchCode): Watch | undefined => watches.data?.items.find((watch) => watch.code === code);

  /** 到期前 3 个工作日 08:30, 超期 5 个工作日 08:30, 发生后立即, 亮黄灯那天 08:30. */
  const when = (watch: Watch, { offset, unit, atTime: time }: When): string => {
    if (unit === 'soon') return t('reminders.when.soon', { time });
    const { kind, anchor } = anchorOf(watch);
    const words = { anchor, time, count: Math.abs(offset) };
    const hours = unit === 'working-hour';
    if (kind === 'moment') {
      if (offset === 0) return t('reminders.when.moment.on');
      return t(hours ? 'reminders.when.moment.hourAfter' : 'reminders.when.moment.after', words);
    }
    if (offset < 0) return t(`reminders.when.${kind}.${hours ? 'hourBefore' : 'before'}`, words);
    if (offset > 0) return t(`reminders.when.${kind}.${hours ? 'hourAfter' : 'after'}`, words);
    return t(`reminders.when.${kind}.${hours ? 'hourOn' : 'on'}`, words);
  };

  return {
    watches: watches.data?.items ?? [],
    watchOf,
    what: (code: WatchCode): string => watchOf(code)?.[i18n.language === 'en' ? 'en' : 'zh'] ?? '—',
    when,
    whenOf: (rule: When & { what: WatchCode }): string => {
      const watch = watchOf(rule.what);
      return watch ? when(watch, rule) : '';
    },
    repeat: ({ unit, repeatEvery, repeatTimes }: Repeat): string | null =>
      repeatEvery === null
        ? null
        : t(unit === 'working-hour' ? 'reminders.when.repeatHours' : 'reminders.when.repeatDays', {
            every: repeatEvery,
            times: repeatTimes,
          }),
    whom: (whom: Relation[]): string => whom.map((relation) => word('relation', relation)).join(t('reminders.and')),
    channels: (ids: string[]): string =>
      [
        t('reminders.rules.inbox'),
        ...(channels.data
          ? ids.map((id) => channels.data.items.find((one) => one.id === id)?.name ?? t('reminders.rules.unnamed'))
          : []),
      ].join(' → '),
    mode: ({ mode, digestAt }: Pick<Rule, 'mode' | 'digestAt'>): string =>
      mode === 'digest' ? t('reminders.digestDaily', { time: digestAt }) : t('reminders.modes.single'),
    hours: ({ sendFrom, sendUntil, workdaysOnly }: Pick<Rule, 'sendFrom' | 'sendUntil' | 'workdaysOnly'>): string =>
      `${t(workdaysOnly ? 'reminders.workdays' : 'reminders.everyDay')} ${t('reminders.hours', { from: sendFrom, until: sendUntil })}`,
  };
}
export type RuleWords = ReturnType<typeof useRuleWords>;
