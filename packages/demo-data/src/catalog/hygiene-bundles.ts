/** A set of configuration checks that one run carries out together; each check stands for itself. */
export interface HygieneBundle {
  readonly id: string;
  readonly name: string;
  readonly subcategory: string;
  readonly validator: string;
  readonly controls: readonly string[];
}

const names = (text: string): string[] => text.trim().split(/\s*\n\s*/);

const ENDPOINT_CONTROLS = names(`
  BitLocker on System Drive
  BitLocker on Fixed Drives
  Secure Boot Enabled
  Credential Guard Running
  LSA Protection Enabled
  Memory Integrity Enabled
  Defender Real-Time Protection
  Defender Cloud Protection
  Defender Tamper Protection
  Defender Signature Age
  Defender PUA Blocking
  ASR Blocks Office Child Processes
  ASR Blocks Credential Theft
  ASR Blocks Obfuscated Scripts
  ASR Blocks USB Executables
  Network Protection Enabled
  Controlled Folder Access
  Firewall Domain Profile
  Firewall Private Profile
  Firewall Public Profile
  SMB v1 Disabled
  SMB Signing Required
  LLMNR Disabled
  NetBIOS over TCP Disabled
  RDP Network Level Authentication
  Remote Registry Disabled
  PowerShell v2 Removed
  PowerShell Script Block Logging
  PowerShell Transcription
  Command Line Auditing
  Audit Logon Events
  Audit Process Creation
  Guest Account Disabled
  Local Administrator Password Rotation
  Screen Lock within 15 Minutes
  AutoRun Disabled
  Windows Update Automatic
  Office Macros from Internet Blocked
  Local Admin Group Membership
  WDigest Plaintext Disabled
`);

const IDENTITY_CONTROLS = names(`
  Password Length Policy
  Password History Policy
  Password Spray Lockout
  Lockout Duration
  Lockout Counter Reset
  Reversible Encryption Off
  Kerberos AES Only
  Kerberos Pre-Authentication
  Service Accounts without SPN Abuse
  NTLM v1 Refused
  LM Hash Storage Off
  Anonymous SAM Enumeration Off
  Anonymous Share Access Off
  LDAP Signing Required
  LDAP Channel Binding
  Print Spooler Off on Controllers
  Privileged Group Size
  Privileged Session Isolation
  Protected Users Membership
  Delegation Constrained
  Stale Accounts Disabled
  Stale Computers Disabled
  MFA for Administrators
  MFA for Remote Access
  Legacy Authentication Blocked
  Conditional Access Baseline
  Sign-In Risk Policy
  Guest Invitations Restricted
  Application Consent Restricted
  Break-Glass Account Monitored
  Certificate Template Permissions
  Certificate Enrolment Agents
  Group Policy Passwords Absent
  Logon Script Permissions
  Cached Logon Count
  Interactive Logon Banner
  Smart Card Removal Lock
  Time Source Trusted
  Directory Backup Age
  Recycle Bin Enabled
`);

export const hygieneBundles: readonly HygieneBundle[] = [
  {
    id: 'hygiene-windows-endpoint',
    name: 'Windows Endpoint Baseline',
    subcategory: 'endpoint-hardening',
    validator: 'registry',
    controls: ENDPOINT_CONTROLS,
  },
  {
    id: 'hygiene-identity',
    name: 'Identity Baseline',
    subcategory: 'identity-hardening',
    validator: 'policy',
    controls: IDENTITY_CONTROLS,
  },
];
