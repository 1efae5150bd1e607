import { indicatorsZh } from './indicators.zh-CN';
import { bulletinsZh } from './bulletins.zh-CN';
import { boardZh } from './board.zh-CN';
import { channelsZh } from './channels.zh-CN';
import { closingZh } from './closing.zh-CN';
import { figuresZh } from './figures.zh-CN';
import { filesZh } from './files.zh-CN';
import { calendarZh } from './calendar.zh-CN';
import { inboxZh } from './inbox.zh-CN';
import { issuesZh } from './issues.zh-CN';
import { measuresZh } from './measures.zh-CN';
import { ledgersZh } from './ledgers.zh-CN';
import { listZh } from './list.zh-CN';
import { monthsZh } from './months.zh-CN';
import { pipelinesZh } from './pipelines.zh-CN';
import { ordersZh } from './orders.zh-CN';
import { overviewZh } from './overview.zh-CN';
import { projectsZh } from './projects.zh-CN';
import { recordZh } from './record.zh-CN';
import { ratingsZh } from './ratings.zh-CN';
import { remindersZh } from './reminders.zh-CN';
import { scoringZh } from './scoring.zh-CN';
import { shellZh } from './shell.zh-CN';
import { timeZh } from './time.zh-CN';
import { dutiesZh } from './duties.zh-CN';
import { visitZh } from './visit.zh-CN';
import { visitsZh } from './visits.zh-CN';

/** Every text of the pages, in the language of those who use them. */
export const zhCN = {
  calendar: calendarZh,
  channels: channelsZh,
  shell: shellZh,
  issues: issuesZh,
  files: filesZh,
  ledgers: ledgersZh,
  measures: measuresZh,
  list: listZh,
  projects: projectsZh,
  visits: visitsZh,
  visit: visitZh,
  duties: dutiesZh,
  months: monthsZh,
  scoring: scoringZh,
  closing: closingZh,
  indicators: indicatorsZh,
  bulletins: bulletinsZh,
  figures: figuresZh,
  board: boardZh,
  inbox: inboxZh,
  time: timeZh,
  record: recordZh,
  orders: ordersZh,
  overview: overviewZh,
  pipelines: pipelinesZh,
  ratings: ratingsZh,
  reminders: remindersZh,
};
