import type { Technique } from './techniques.ts';

/** One step of an attack that runs as a whole. */
export interface AttackStage {
  readonly id: string;
  readonly name: string;
  readonly technique: Technique;
  readonly severity: 'critical' | 'high' | 'medium';
}

/** An attack of several stages; whether it was stopped is judged over all of them. */
export interface AttackBundle {
  readonly name: string;
  readonly threatActor: string;
  readonly subcategory: string;
  readonly tags: readonly string[];
  readonly stages: readonly AttackStage[];
}

type Severity = AttackStage['severity'];

const stages = (...steps: readonly (readonly [string, Technique, Severity])[]): AttackStage[] =>
  steps.map(([name, technique, severity], i) => ({ id: `stage-${i + 1}`, name, technique, severity }));

export const attackBundles: readonly AttackBundle[] = [
  {
    name: 'LockBit Affiliate Intrusion',
    threatActor: 'LockBit',
    subcategory: 'ransomware',
    tags: ['ransomware', 'windows'],
    stages: stages(
      ['Phishing Attachment Opens', 'T1566.001', 'high'],
      ['PowerShell Stager', 'T1059.001', 'high'],
      ['Security Tool Tampering', 'T1562.001', 'critical'],
      ['LSASS Access', 'T1003.001', 'critical'],
      ['SMB Spread', 'T1021.002', 'high'],
      ['Shadow Copies Removed', 'T1490', 'critical'],
      ['Canary Files Encrypted', 'T1486', 'critical'],
    ),
  },
  {
    name: 'APT29 Cloud Foothold',
    threatActor: 'APT29',
    subcategory: 'espionage',
    tags: ['espionage', 'windows'],
    stages: stages(
      ['Signed Binary Side-Loads a DLL', 'T1574.001', 'high'],
      ['Account Discovery', 'T1087.002', 'medium'],
      ['Service Tickets Requested', 'T1558.003', 'critical'],
      ['HTTPS Beacon', 'T1071.001', 'high'],
      ['Upload to Cloud Storage', 'T1567.002', 'high'],
    ),
  },
  {
    name: 'FIN7 Point of Sale Theft',
    threatActor: 'FIN7',
    subcategory: 'financial-crime',
    tags: ['financial', 'windows'],
    stages: stages(
      ['Lure Document Runs', 'T1204.002', 'high'],
      ['mshta Proxy Execution', 'T1218.005', 'high'],
      ['Scheduled Task Keeps Access', 'T1053.005', 'medium'],
      ['Memory Scraped', 'T1003.001', 'critical'],
      ['Staged Archive', 'T1560.001', 'medium'],
      ['DNS Exfiltration', 'T1071.004', 'high'],
    ),
  },
  {
    name: 'Linux Cryptominer Drop',
    threatActor: 'TeamTNT',
    subcategory: 'resource-hijacking',
    tags: ['linux', 'cloud'],
    stages: stages(
      ['Shell Dropper', 'T1059.004', 'high'],
      ['Tool Download', 'T1105', 'medium'],
      ['Cron Persistence', 'T1053.003', 'medium'],
      ['Keys Collected from Files', 'T1552.001', 'high'],
    ),
  },
  {
    name: 'Lazarus Developer Lure',
    threatActor: 'Lazarus Group',
    subcategory: 'espionage',
    tags: ['espionage'],
    stages: stages(
      ['Trojanised Project Opens', 'T1204.002', 'high'],
      ['Payload Unpacked', 'T1140', 'medium'],
      ['Injection into a Trusted Process', 'T1055.001', 'critical'],
      ['Browser Secrets Read', 'T1555.003', 'high'],
      ['HTTPS Beacon, Long Interval', 'T1071.001', 'medium'],
    ),
  },
];
