import { expectRefusal, type FixtureExpectation } from './fixture-expectation.ts';

/** What the contract refuses (CONTRACT sections 2, 4 and 9), with the parameter it names. */
export const refusalExpectations: readonly FixtureExpectation[] = [
  expectRefusal('a misspelt filter', 'defense-score', 'hostname=ws-1', 'hostname'),
  expectRefusal('a limit where nothing is listed', 'defense-score', 'limit=5', 'limit'),
  expectRefusal('window days of a breakdown', 'defense-score/by-test', 'windowDays=7', 'windowDays'),
  expectRefusal('a contradiction', 'defense-score', 'org=a&org=b', 'org'),
  expectRefusal('an unknown mode', 'defense-score', 'scoringMode=every-stage', 'scoringMode'),
  expectRefusal('an unknown result', 'error-rate', 'result=passed', 'result'),
  expectRefusal('a boolean that is none', 'defense-score', 'excludeCyberHygiene=1', 'excludeCyberHygiene'),
  expectRefusal('a code that is no number', 'defense-score', 'errorCodes=101,none', 'errorCodes'),
  expectRefusal('an offset as a zone', 'defense-score', 'timezone=%2B02:00', 'timezone'),
  expectRefusal('a zone that does not exist', 'defense-score', 'timezone=Europe/Atlantis', 'timezone'),
  expectRefusal('a day that does not exist', 'defense-score', 'from=2026-02-30', 'from'),
  expectRefusal('a time that is none', 'defense-score', 'to=yesterday', 'to'),
  expectRefusal('date math with an unknown unit', 'defense-score', 'from=now-3x', 'from'),
  expectRefusal('rounding to several units', 'defense-score', 'from=now/2d', 'from'),
  expectRefusal('a window that runs backwards', 'defense-score', 'from=2026-04-02&to=2026-04-01', 'from'),
  expectRefusal('limit 0', 'defense-score/by-test', 'limit=0', 'limit'),
  expectRefusal('limit above the maximum', 'defense-score/by-test', 'limit=10001', 'limit'),
  expectRefusal('an unknown interval', 'defense-score/trend', 'interval=minute', 'interval'),
  expectRefusal('too many window days', 'defense-score/trend', 'windowDays=91', 'windowDays'),
  expectRefusal('no window days', 'error-rate/trend', 'windowDays=0', 'windowDays'),
  expectRefusal(
    'more than 10,000 hours',
    'defense-score/trend',
    'tests=Ancient,Sparse&from=2019&interval=hour',
    'interval',
  ),
];
