import type { Technique } from './techniques.ts';

/** A test that runs on its own. */
export interface StandaloneTest {
  readonly name: string;
  readonly techniques: readonly Technique[];
  readonly category: 'intel-driven' | 'mitre-top10' | 'phase-aligned';
  readonly subcategory?: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  readonly threatActor?: string;
  readonly tags: readonly string[];
}

const test = (
  name: string,
  techniques: readonly Technique[],
  category: StandaloneTest['category'],
  severity: StandaloneTest['severity'],
  tags: readonly string[],
  extras: Pick<StandaloneTest, 'subcategory' | 'threatActor'> = {},
): StandaloneTest => ({ name, techniques, category, severity, tags, ...extras });

export const standaloneTests: readonly StandaloneTest[] = [
  test(
    'LSASS Memory Dump via comsvcs.dll',
    ['T1003.001'],
    'mitre-top10',
    'critical',
    ['windows', 'credentials'],
    {
      subcategory: 'os-credential-dumping',
    },
  ),
  test('SAM Hive Export', ['T1003.002'], 'mitre-top10', 'high', ['windows', 'credentials'], {
    subcategory: 'os-credential-dumping',
  }),
  test(
    'Encoded PowerShell Download Cradle',
    ['T1059.001', 'T1105'],
    'mitre-top10',
    'high',
    ['windows', 'scripting'],
    {
      subcategory: 'command-interpreter',
    },
  ),
  test('Batch Script Dropper', ['T1059.003', 'T1105'], 'mitre-top10', 'medium', ['windows', 'scripting'], {
    subcategory: 'command-interpreter',
  }),
  test(
    'Reverse Shell over Bash TCP',
    ['T1059.004', 'T1071.001'],
    'mitre-top10',
    'high',
    ['linux', 'scripting'],
    {
      subcategory: 'command-interpreter',
    },
  ),
  test('Classic DLL Injection', ['T1055.001'], 'mitre-top10', 'high', ['windows', 'injection'], {
    subcategory: 'process-injection',
  }),
  test('Process Hollowing of svchost', ['T1055.012'], 'mitre-top10', 'critical', ['windows', 'injection'], {
    subcategory: 'process-injection',
  }),
  test('Masqueraded System Binary', ['T1036.005'], 'mitre-top10', 'medium', ['windows', 'evasion'], {
    subcategory: 'masquerading',
  }),
  test(
    'Packed Payload Execution',
    ['T1027.002', 'T1204.002'],
    'mitre-top10',
    'medium',
    ['windows', 'evasion'],
    {
      subcategory: 'obfuscation',
    },
  ),
  test(
    'Defender Exclusion Added by Registry',
    ['T1562.001', 'T1112'],
    'mitre-top10',
    'high',
    ['windows', 'evasion'],
    {
      subcategory: 'impair-defenses',
    },
  ),
  test('Mass File Encryption Canary', ['T1486'], 'phase-aligned', 'critical', ['ransomware', 'impact'], {
    subcategory: 'impact',
  }),
  test('Shadow Copy Deletion', ['T1490'], 'phase-aligned', 'critical', ['windows', 'ransomware'], {
    subcategory: 'impact',
  }),
  test('Backup Service Stop', ['T1489'], 'phase-aligned', 'high', ['ransomware', 'impact'], {
    subcategory: 'impact',
  }),
  test(
    'Macro Document from Mail Attachment',
    ['T1566.001', 'T1204.002'],
    'phase-aligned',
    'high',
    ['office', 'mail'],
    {
      subcategory: 'initial-access',
    },
  ),
  test('HTA Payload through mshta', ['T1218.005'], 'phase-aligned', 'high', ['windows', 'lolbin'], {
    subcategory: 'execution',
  }),
  test('Scriptlet through regsvr32', ['T1218.010'], 'phase-aligned', 'medium', ['windows', 'lolbin'], {
    subcategory: 'execution',
  }),
  test(
    'Exported Function through rundll32',
    ['T1218.011'],
    'phase-aligned',
    'medium',
    ['windows', 'lolbin'],
    {
      subcategory: 'execution',
    },
  ),
  test('Scheduled Task at Logon', ['T1053.005'], 'phase-aligned', 'medium', ['windows', 'persistence'], {
    subcategory: 'persistence',
  }),
  test('Cron Job Backdoor', ['T1053.003'], 'phase-aligned', 'medium', ['linux', 'persistence'], {
    subcategory: 'persistence',
  }),
  test('Run Key Autostart', ['T1547.001'], 'phase-aligned', 'low', ['windows', 'persistence'], {
    subcategory: 'persistence',
  }),
  test(
    'Malicious Service Installation',
    ['T1543.003', 'T1569.002'],
    'phase-aligned',
    'high',
    ['windows', 'persistence'],
    {
      subcategory: 'persistence',
    },
  ),
  test('UAC Bypass through fodhelper', ['T1548.002'], 'phase-aligned', 'high', ['windows', 'privilege'], {
    subcategory: 'privilege-escalation',
  }),
  test('Token Impersonation', ['T1134.001'], 'phase-aligned', 'high', ['windows', 'privilege'], {
    subcategory: 'privilege-escalation',
  }),
  test('Domain Account Enumeration', ['T1087.002'], 'phase-aligned', 'low', ['windows', 'discovery'], {
    subcategory: 'discovery',
  }),
  test('Network Share Discovery', ['T1135'], 'phase-aligned', 'info', ['windows', 'discovery'], {
    subcategory: 'discovery',
  }),
  test('Host Fingerprinting', ['T1082', 'T1057', 'T1012'], 'phase-aligned', 'info', ['discovery']),
  test('SMB Admin Share Copy', ['T1021.002', 'T1105'], 'phase-aligned', 'high', ['windows', 'lateral'], {
    subcategory: 'lateral-movement',
  }),
  test('WMI Remote Process', ['T1047'], 'phase-aligned', 'high', ['windows', 'lateral'], {
    subcategory: 'lateral-movement',
  }),
  test('DNS Tunnel Beacon', ['T1071.004'], 'phase-aligned', 'medium', ['network', 'c2'], {
    subcategory: 'command-and-control',
  }),
  test(
    'Archive and Upload to Cloud Storage',
    ['T1560.001', 'T1567.002'],
    'phase-aligned',
    'high',
    ['exfiltration'],
    {
      subcategory: 'exfiltration',
    },
  ),
  test('Exfiltration over Plain FTP', ['T1048.003'], 'phase-aligned', 'medium', ['network', 'exfiltration'], {
    subcategory: 'exfiltration',
  }),
  test('Event Log Cleared', ['T1070.001'], 'phase-aligned', 'medium', ['windows', 'evasion'], {
    subcategory: 'defense-evasion',
  }),
  test('Kerberoasting Burst', ['T1558.003'], 'intel-driven', 'critical', ['windows', 'credentials'], {
    threatActor: 'APT29',
  }),
  test('Browser Password Theft', ['T1555.003'], 'intel-driven', 'high', ['credentials'], {
    threatActor: 'FIN7',
    subcategory: 'infostealer',
  }),
  test('Credential Sweep in Files', ['T1552.001'], 'intel-driven', 'medium', ['credentials'], {
    threatActor: 'Scattered Spider',
    subcategory: 'infostealer',
  }),
  test(
    'DLL Side-Loading beside a Signed Binary',
    ['T1574.001'],
    'intel-driven',
    'high',
    ['windows', 'evasion'],
    {
      threatActor: 'Mustang Panda',
      subcategory: 'espionage',
    },
  ),
  test('VBS Loader, Stage One', ['T1059.005', 'T1140'], 'intel-driven', 'medium', ['windows', 'scripting'], {
    threatActor: 'Gamaredon Group',
    subcategory: 'espionage',
  }),
  test(
    'RDP Hijack of a Disconnected Session',
    ['T1021.001'],
    'intel-driven',
    'high',
    ['windows', 'lateral'],
    {
      threatActor: 'Lazarus Group',
    },
  ),
];
