import { Foundation1730000000001 } from './0001-foundation';
import { LifeCycle1730000000002 } from './0002-life-cycle';
import { Files1730000000003 } from './0003-files';
import { Record1730000000004 } from './0004-record';
import { Calendar1730000000005 } from './0005-calendar';
import { Steps1730000000006 } from './0006-steps';
import { Orders1730000000007 } from './0007-orders';
import { Views1730000000008 } from './0008-views';
import { Inbox1730000000010 } from './0010-inbox';
import { Phrases1730000000011 } from './0011-phrases';
import { Duties1730000000012 } from './0012-duties';
import { Field1730000000013 } from './0013-field';
import { Figures1730000000014 } from './0014-figures';
import { Closing1730000000015 } from './0015-closing';
import { Indicators1730000000016 } from './0016-indicators';
import { Pipelines1730000000017 } from './0017-pipelines';
import { Scoring1730000000018 } from './0018-scoring';
import { Bulletins1730000000019 } from './0019-bulletins';
import { FigureCodes1730000000020 } from './0020-figure-codes';
import { Screens1730000000021 } from './0021-screens';
import { FigureCache1730000000022 } from './0022-figure-cache';
import { Lookups1730000000023 } from './0023-lookups';
import { Marks1730000000024 } from './0024-marks';
import { LastActual1730000000025 } from './0025-last-actual';
import { Channels1730000000026 } from './0026-channels';
import { ReminderRules1730000000027 } from './0027-reminder-rules';
import { Heartbeat1730000000028 } from './0028-heartbeat';
import { DutyMarks1730000000029 } from './0029-duty-marks';
import { ReminderHours1730000000030 } from './0030-reminder-hours';

/** Every migration, oldest first. A landed file is never edited: add the next one. */
export const migrations = [
  Foundation1730000000001,
  LifeCycle1730000000002,
  Files1730000000003,
  Record1730000000004,
  Calendar1730000000005,
  Steps1730000000006,
  Orders1730000000007,
  Views1730000000008,
  Inbox1730000000010,
  Phrases1730000000011,
  Duties1730000000012,
  Field1730000000013,
  Figures1730000000014,
  Closing1730000000015,
  Indicators1730000000016,
  Pipelines1730000000017,
  Scoring1730000000018,
  Bulletins1730000000019,
  FigureCodes1730000000020,
  Screens1730000000021,
  FigureCache1730000000022,
  Lookups1730000000023,
  Marks1730000000024,
  LastActual1730000000025,
  Channels1730000000026,
  ReminderRules1730000000027,
  Heartbeat1730000000028,
  DutyMarks1730000000029,
  ReminderHours1730000000030,
];
