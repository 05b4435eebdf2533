import { byKeys, coverageFigures, groupRows } from './coverage.ts';
import type { OracleRow } from './oracle-row.ts';
import { percentage } from './percentage.ts';
import { type Answer, type Question, rowsInScope } from './question.ts';

const isAttackId = (technique: string): boolean => /^T[0-9]{4}(?:\.[0-9]{3})?$/.test(technique);

const sideOf = (time: number | null): string => (time === null ? '..' : new Date(time).toISOString());

function technique(techniqueID: string, rows: readonly OracleRow[]): Record<string, unknown> {
  const figures = coverageFigures(rows);
  const { protected: stopped = 0, detected = 0, unprotected = 0, inconclusive = 0, count = 0 } = figures;
  const conclusive = count - inconclusive;
  const verdicts = `${stopped} protected, ${detected} detected, ${unprotected} unprotected`;
  return {
    techniqueID,
    ...(conclusive > 0 && { score: percentage(stopped + detected, conclusive) }),
    comment: `Results: ${count} (${verdicts}, ${inconclusive} inconclusive)`,
    enabled: true,
  };
}

/** `technique-distribution/navigator-layer`: a layer of format 4.5, scored by technique (CONTRACT section 4). */
export function answerNavigatorLayer(question: Question): Answer {
  const groups = groupRows(rowsInScope(question), (row) => row.techniques.map((id) => [id])).sort(byKeys);
  const others = groups.flatMap(({ keys }) => keys).filter((id) => !isAttackId(id));
  const window = `${sideOf(question.window.from)}/${sideOf(question.window.to)}`;
  return {
    body: {
      name: 'Achilles: defense by technique',
      versions: { navigator: '4.9.0', layer: '4.5' },
      domain: 'enterprise-attack',
      description:
        'Score: the share of conclusive results that were protected or detected, in percent. ' +
        'Techniques without a conclusive result have no score.',
      sorting: 0,
      layout: { layout: 'side', showID: true, showName: true, expandedSubtechniques: 'annotated' },
      hideDisabled: false,
      techniques: groups.flatMap(({ keys: [id = ''], rows }) =>
        isAttackId(id) ? [technique(id, rows)] : [],
      ),
      gradient: { colors: ['#e0685c', '#f4d35e', '#6cb86f'], minValue: 0, maxValue: 100 },
      legendItems: [
        { label: 'Nothing was stopped', color: '#e0685c' },
        { label: 'Everything was stopped', color: '#6cb86f' },
      ],
      metadata: [
        { name: 'Window', value: window },
        ...(others.length > 0
          ? [{ name: 'Left out, being no ATT&CK ids', value: JSON.stringify(others) }]
          : []),
      ],
    },
  };
}
