import { indicatorsEn } from './indicators.en';
import { bulletinsEn } from './bulletins.en';
import { boardEn } from './board.en';
import { channelsEn } from './channels.en';
import { closingEn } from './closing.en';
import { figuresEn } from './figures.en';
import { filesEn } from './files.en';
import { calendarEn } from './calendar.en';
import { inboxEn } from './inbox.en';
import { issuesEn } from './issues.en';
import { measuresEn } from './measures.en';
import { ledgersEn } from './ledgers.en';
import { listEn } from './list.en';
import { monthsEn } from './months.en';
import { pipelinesEn } from './pipelines.en';
import { ordersEn } from './orders.en';
import { overviewEn } from './overview.en';
import { projectsEn } from './projects.en';
import { recordEn } from './record.en';
import { ratingsEn } from './ratings.en';
import { remindersEn } from './reminders.en';
import { scoringEn } from './scoring.en';
import { shellEn } from './shell.en';
import { timeEn } from './time.en';
import { dutiesEn } from './duties.en';
import { visitEn } from './visit.en';
import { visitsEn } from './visits.en';
import type { zhCN } from './zh-CN';

export const en = {
  calendar: calendarEn,
  channels: channelsEn,
  shell: shellEn,
  issues: issuesEn,
  files: filesEn,
  ledgers: ledgersEn,
  measures: measuresEn,
  list: listEn,
  projects: projectsEn,
  visits: visitsEn,
  visit: visitEn,
  duties: dutiesEn,
  months: monthsEn,
  scoring: scoringEn,
  closing: closingEn,
  indicators: indicatorsEn,
  bulletins: bulletinsEn,
  figures: figuresEn,
  board: boardEn,
  inbox: inboxEn,
  time: timeEn,
  record: recordEn,
  orders: ordersEn,
  overview: overviewEn,
  pipelines: pipelinesEn,
  ratings: ratingsEn,
  reminders: remindersEn,
} satisfies typeof zhCN;
