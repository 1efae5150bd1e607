import { Module } from '@nestjs/common';
import { PhotoReader } from './photo.reader';
import { PhotoService } from './photo.service';
import { PhotoTidyService } from './tidy.service';
import { UploadService } from './upload.service';
import { PhotoWorkService } from './work.service';

const SERVICES = [UploadService, PhotoService, PhotoReader, PhotoWorkService, PhotoTidyService];

@Module({ providers: SERVICES, exports: SERVICES })
export class PhotoModule {}
