import { type Day, yearOf } from '@app/platform';
import type { ListKind } from '@app/project';
import type { Book, DemoProject } from './book';
import type { DemoPerson, Org } from './org';

/** What the account `officer` looks after, of this year's lists: twelve projects with those of 2024 below. */
const OWN: Partial<Record<ListKind, number>> = {
  'provincial-key': 1,
  'city-key': 3,
  'thirty-projects': 1,
  'three-batches': 2,
  'district-key': 3,
};
const OWN_OF_2024 = ['天玺恒祥超硬材料智慧谷项目', '市民中心建设项目'];

/** Gives every project its officer, and those on the lists of the province and the city a sponsoring leader. */
export function makeResponsible(book: Book, org: Org, today: Day): void {
  const [first, ...others] = org.officers as [DemoPerson, ...DemoPerson[]];
  const weekly = new Set<string>();
  const sponsored = new Set<string>();
  for (const { list_id, project_id } of book.members) {
    const list = book.lists.find(({ id }) => id === list_id);
    if (list?.visit_every === 'week') weekly.add(project_id);
    if (list && ['provincial-key', 'city-key', 'thirty-projects'].includes(list.kind)) sponsored.add(project_id);
  }
  // Weekly ones first, so that nobody is left with all of them.
  const ordered = [...book.projects].sort((a, b) => Number(weekly.has(b.id)) - Number(weekly.has(a.id)));
  ordered.forEach((project, index) => (project.officer_id = (others[index % others.length] as DemoPerson).id));
  let leader = 0;
  for (const project of book.projects) {
    if (sponsored.has(project.id)) project.leader_id = org.leaders[leader++ % org.leaders.length]?.id ?? null;
    if (OWN_OF_2024.includes(project.name)) project.officer_id = first.id;
  }
  const own = new Set<string>();
  for (const [kind, count] of Object.entries(OWN)) {
    const lists = book.lists.filter((list) => list.year === yearOf(today) && list.kind === kind).map(({ id }) => id);
    const members = book.members.filter(({ list_id, project_id }) => lists.includes(list_id) && !own.has(project_id));
    for (const { project_id } of members.slice(0, count)) own.add(project_id);
  }
  for (const project of book.projects) if (own.has(project.id)) project.officer_id = first.id;
}

export const officerOf = (org: Org, project: DemoProject): DemoPerson =>
  org.officers.find(({ id }) => id === project.officer_id) ?? (org.officers[0] as DemoPerson);
