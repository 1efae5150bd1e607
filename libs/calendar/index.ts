export * from './calendar-year.dto';
export * from './calendar-year.service';
export * from './calendar.module';
export * from './recount.service';
