import { Module } from '@nestjs/common';
import { ListService } from './list.service';
import { ProjectService } from './project.service';

@Module({ providers: [ProjectService, ListService], exports: [ProjectService, ListService] })
export class ProjectModule {}
