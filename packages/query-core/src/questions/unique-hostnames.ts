import type { Endpoints } from '@achilles/types';
import { distinctCount } from './distinct-count.ts';

export const uniqueHostnames = distinctCount<Endpoints['uniqueHostnames']>('hostname');
