import { Module } from '@nestjs/common';
import { ClosedMonths } from './closed-months';
import { ListService } from './list.service';
import { ProjectService } from './project.service';

@Module({
  providers: [ClosedMonths, ProjectService, ListService],
  exports: [ClosedMonths, ProjectService, ListService],
})
export class ProjectModule {}
