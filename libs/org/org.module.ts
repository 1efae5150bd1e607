import { Module } from '@nestjs/common';
import { AuthService } from './auth.service';
import { OrgService } from './org.service';
import { StandInService } from './stand-in.service';

@Module({ providers: [AuthService, OrgService, StandInService], exports: [AuthService, OrgService, StandInService] })
export class OrgModule {}
