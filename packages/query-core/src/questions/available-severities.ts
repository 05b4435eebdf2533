import type { Endpoints } from '@achilles/types';
import { rowsBySeverity } from '../score/row-order.ts';
import { type CatalogItem, catalogQuestion, labelledItem, valueCatalog } from './catalog.ts';

function capitalized(severity: string): string {
  const [first = '', ...rest] = severity;
  return first.toUpperCase() + rest.join('');
}

export const severities = valueCatalog({
  field: 'severity',
  own: 'severities',
  order: rowsBySeverity,
  item: (severity, rows) => labelledItem(severity, rows, capitalized(severity)),
});

export const availableSeverities = catalogQuestion<Endpoints['availableSeverities'], CatalogItem>(severities);
