import { formatInstant } from '../time/format-instant.ts';
import type { TimeWindow } from './resolve-window.ts';

const OPEN_SIDE = '..';
const side = (instant: number | null): string => (instant === null ? OPEN_SIDE : formatInstant(instant));

/** A window as an ISO 8601 interval whose open sides are `..`. */
export const formatWindow = ({ from, to }: Pick<TimeWindow, 'from' | 'to'>): string =>
  `${side(from)}/${side(to)}`;
