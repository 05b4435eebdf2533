import type { Endpoints } from '@achilles/types';
import { distinctCount } from './distinct-count.ts';

export const uniqueTests = distinctCount<Endpoints['uniqueTests']>('test_uuid');
