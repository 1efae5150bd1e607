import type { Principal } from '@app/org';
import {
  addDays,
  addMonths,
  type Day,
  type FileStore,
  firstDay,
  instantAt,
  isoInstant,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import type { Recheck } from '@app/visit';
import { STAGES } from './case-notes';
import {
  type Candidate,
  findCandidates,
  findForVerdict,
  findOpenIssues,
  findPeople,
  findPublished,
  takeBack,
} from './field-rows';
import { Phone, type Sending, type Shot } from './phone';
import { drawSite } from './picture';
import { Random } from './random';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Whose visits of this and the last month are told with all that a phone sends; the printed account first. */
const OFFICERS = ['officer', 'officer04', 'officer08'];
const VISITS = 26;
/** A month that was published: from its figures one comes down to photos as well. */
const PUBLISHED = '2024-10';

const SEEN_AGAIN: Record<Recheck['finding'], readonly string[]> = {
  still: ['现场与上次相同，尚未见施工。', '问题仍影响施工，业主希望尽快解决。', ''],
  progress: ['已进场施工，完成约一半。', '材料已到场，预计下周完成。', ''],
  solved: ['现场已恢复正常，业主确认。', ''],
};

/** What one visit of the story has besides. */
interface Special {
  ahead?: number;
  gallery?: boolean;
  nowhere?: boolean;
  farOff?: boolean;
}
/** By the place among these visits, the newest first. */
const SPECIALS: Partial<Record<number, Special>> = {
  1: { gallery: true },
  2: { nowhere: true },
  3: { farOff: true },
  4: { ahead: DAY + 7 * MINUTE },
};

/**
 * Visits of this and the last month as phones send them: photos, problems looked at again, progress as it was told. They
 * take the place of plain ones that are there, under the same id.
 *
 * @returns how many
 */
export async function seedField(tx: Tx, today: Day, calendar: WorkingCalendar, store: FileStore): Promise<number> {
  const field = new Field(tx, today, calendar, store, await findPeople(tx));
  return field.play();
}

class Field {
  private readonly random = new Random('field');
  private readonly phone: Phone;
  /** Of each officer: where a picture was taken first, to be used again by one of them. */
  private readonly first = new Map<string, { candidate: Candidate; shot: Shot }>();
  private reused = false;
  private readonly corrected: { candidate: Candidate; completed: string | null }[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly today: Day,
    private readonly calendar: WorkingCalendar,
    store: FileStore,
    private readonly people: Map<string, Principal>,
  ) {
    this.phone = new Phone(tx, this.random, { today, calendar, store });
  }

  async play(): Promise<number> {
    const from = firstDay(addMonths(this.today.slice(0, 7), -1));
    const chosen = await findCandidates(this.tx, { officers: OFFICERS, from, limit: VISITS });
    await takeBack(
      this.tx,
      chosen.map(({ id }) => id),
    );
    const pictures = await Promise.all(chosen.map(() => drawSite(this.random)));
    for (const [index, candidate] of chosen.entries()) {
      await this.visit(candidate, pictures[index] as Buffer, index, SPECIALS[chosen.length - 1 - index] ?? {});
    }
    const verified = await this.verify();
    await this.correct();
    const published = await this.publish();
    await this.phone.develop(instantAt(addDays(this.today, -1), '18:30'));
    return chosen.length + verified + published;
  }

  /** Two photos of each provincial key project, and its progress as it is entered. */
  private async publish(): Promise<number> {
    const chosen = await findPublished(this.tx, PUBLISHED);
    await takeBack(
      this.tx,
      chosen.map(({ id }) => id),
    );
    // Of its own, so that what phones send now stays as it is.
    const random = new Random('published');
    for (const it of chosen) {
      const { id, projectId, visitedAt, arrivesAt, note, entry } = it;
      const place = this.placeOf(it);
      const shots: Shot[] = [];
      for (const after of [1, 2.5])
        shots.push({
          ...{ bytes: await drawSite(random), source: 'camera', place },
          takenAt: new Date(visitedAt.getTime() + after * MINUTE),
        });
      const body: Sending['body'] = {
        ...{ id, projectId, visitedAt: isoInstant(visitedAt), note, location: place, issues: [] },
        ...(entry
          ? { completed: entry.completed, physicalProgress: entry.physicalProgress || undefined }
          : { progressUnchanged: true }),
      };
      await this.phone.send(this.officer(it.username), { body, shots, arrivesAt });
    }
    return chosen.length;
  }

  private async visit(it: Candidate, picture: Buffer, index: number, special: Special): Promise<void> {
    const { visitedAt, arrivesAt } = it;
    const place = special.nowhere ? null : this.placeOf(it, special.farOff);
    const shot = (bytes: Buffer, after: number): Shot => ({
      bytes,
      source: special.gallery ? 'gallery' : 'camera',
      takenAt: new Date(visitedAt.getTime() + after * MINUTE),
      // What is picked from those that were there has no position of that moment.
      place: special.gallery ? null : place,
    });
    const shots = [shot(picture, 1)];
    if (index % 4 === 0) shots.push(shot(await drawSite(this.random), 1.5));
    const again = this.usedAgain(it);
    if (again) shots.push({ ...again, takenAt: new Date(visitedAt.getTime() + 2 * MINUTE), place });
    if (!this.first.has(it.username)) this.first.set(it.username, { candidate: it, shot: shots[0] as Shot });
    const told = this.told(it, index);
    const body: Sending['body'] = {
      id: it.id,
      projectId: it.projectId,
      visitedAt: isoInstant(visitedAt),
      note: it.note,
      location: place,
      issues: [],
      ...told,
      rechecks: await this.lookAgain(it, index),
    };
    await this.phone.send(this.officer(it.username), { body, shots, arrivesAt, ahead: special.ahead });
    const late = arrivesAt.getTime() + DAY < instantAt(this.today).getTime();
    if (late && told.completed) this.corrected.push({ candidate: it, completed: told.completed });
  }

  /** The picture of the officer's first visit, for another project a week or more later: once. */
  private usedAgain(it: Candidate): Shot | undefined {
    const first = this.first.get(it.username);
    if (this.reused || !first || it.projectId === first.candidate.projectId) return;
    if (it.visitedOn < addDays(first.candidate.visitedOn, 7)) return;
    this.reused = true;
    return first.shot;
  }

  /** Within some thirty metres of the place, or on another site some kilometres off. */
  private placeOf({ place }: Pick<Candidate, 'place'>, farOff = false): Shot['place'] {
    const near = (degrees: number, off: number): number =>
      Number((degrees + off + this.random.whole(-300, 300) / 1_000_000).toFixed(6));
    return (
      place && {
        latitude: near(place.latitude, farOff ? 0.031 : 0),
        longitude: near(place.longitude, farOff ? -0.044 : 0),
        accuracy: this.random.whole(5, 40),
      }
    );
  }

  /** What was said of the month: as it is entered, otherwise, or nothing new. */
  private told(
    { entry, previous, visitedOn }: Candidate,
    index: number,
  ): Pick<Sending['body'], 'completed' | 'physicalProgress' | 'progressUnchanged'> {
    if (index % 4 === 3) return { progressUnchanged: true };
    if (entry) {
      const { completed, physicalProgress } = entry;
      const words = physicalProgress || undefined;
      if (index % 4 !== 1) return { completed, physicalProgress: words };
      return { completed: String(Number(completed) + 10 * this.random.whole(3, 18)), physicalProgress: words };
    }
    // Nothing is entered for the running month yet: so far as the days have gone.
    const share = Number(visitedOn.slice(8)) / 30;
    const completed = String(Math.round((Number(previous?.completed ?? 0) * share) / 10) * 10);
    return { completed, physicalProgress: nextStage(previous?.physicalProgress, this.random) };
  }

  /** One or two open problems of the project; and one that was closed while nobody looked, where there is one. */
  private async lookAgain(it: Candidate, index: number): Promise<Recheck[] | undefined> {
    const found = await findOpenIssues(this.tx, it.projectId, it.arrivesAt);
    const rechecks = found.slice(0, 2).map(({ id, state }, place): Recheck => {
      const finding = state === 'pending-verification' ? 'solved' : (index + place) % 2 === 0 ? 'progress' : 'still';
      return { issueId: id, finding, note: this.random.pick(SEEN_AGAIN[finding]) };
    });
    if (it.closedIssueId)
      rechecks.push({ issueId: it.closedIssueId, finding: 'still', note: '业主说这几天又出现了。' });
    return rechecks.length > 0 ? rechecks : undefined;
  }

  /** Goes once more to a project whose problem is said to be solved, and strikes it off on the spot. */
  private async verify(): Promise<number> {
    const { calendar, today, random } = this;
    const { day } = calendar.addWorkingDays(addDays(today, calendar.isWorkday(today) ? 0 : 1), -1);
    const at = (time: string): Date => instantAt(day, time);
    const issue = await findForVerdict(this.tx, at('14:20'));
    if (!issue) return 0;
    const by = this.officer(issue.username);
    const id = random.id(at('14:20'));
    const place = this.placeOf(issue);
    await this.phone.send(by, {
      body: {
        id,
        projectId: issue.projectId,
        visitedAt: isoInstant(at('14:20')),
        note: '到现场核验申请销号的问题，已解决，业主确认。',
        location: place,
        issues: [],
        progressUnchanged: true,
        rechecks: [{ issueId: issue.id, finding: 'solved', note: '现场已恢复正常，业主确认。' }],
      },
      shots: [{ bytes: await drawSite(random), source: 'camera', takenAt: at('14:22'), place }],
      arrivesAt: at('14:31'),
    });
    // The recheck stands on its record by now.
    await this.phone.verify(
      by,
      { id: issue.id, version: issue.version + 1 },
      {
        ...{ id, at: at('14:40'), note: '经现场核验，问题已解决，同意销号。' },
      },
    );
    return 1;
  }

  /** One put right by the officer, one by the supervisor; each a day after it arrived. */
  private async correct(): Promise<void> {
    const [one, other] = this.corrected;
    const dayAfter = ({ arrivesAt }: Candidate): Date => new Date(arrivesAt.getTime() + DAY - 5 * MINUTE);
    if (one) {
      await this.phone.correct(this.officer(one.candidate.username), one.candidate.id, dayAfter(one.candidate), {
        version: 1,
        reason: '与业主核对，当时少报了一笔设备款。',
        completed: String(Number(one.completed) + 60),
      });
    }
    if (other) {
      await this.phone.correct(this.officer('supervisor'), other.candidate.id, dayAfter(other.candidate), {
        version: 1,
        reason: '走访情况写得过简，经电话向专员核实后补充。',
        note: `${other.candidate.note}现场有施工人员二十余人。`,
      });
    }
  }

  private officer(username: string): Principal {
    const found = this.people.get(username);
    if (!found) throw new Error(`no such person in the demo: ${username}`);
    return found;
  }
}

/** The next step on from what is entered. */
function nextStage(entered: string | undefined, random: Random): string {
  const place = (STAGES as readonly string[]).indexOf(entered ?? '');
  return STAGES[Math.min(STAGES.length - 1, place + random.whole(0, 1))] ?? (STAGES[0] as string);
}
