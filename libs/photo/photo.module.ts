import { Module } from '@nestjs/common';
import { PhotoReader } from './photo.reader';
import { PhotoService } from './photo.service';
import { UploadService } from './upload.service';

const SERVICES = [UploadService, PhotoService, PhotoReader];

@Module({ providers: SERVICES, exports: SERVICES })
export class PhotoModule {}
