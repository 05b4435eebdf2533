/** An organization of the demo fleet. */
export interface DemoOrganization {
  uuid: string;
  shortName: string;
  fullName: string;
}

/** An organization with its share of all rows and how well it defends itself. */
export interface OrganizationProfile extends DemoOrganization {
  share: number;
  /** Log-odds added to every chance of protection. */
  strength: number;
  /** Log-odds gained over the 90 days. */
  improvement: number;
  /** Whether a changed policy let attacks through for some days. */
  regression: boolean;
  /** Older agents leave some fields out. */
  legacyAgent: boolean;
}

export const organizations: readonly OrganizationProfile[] = [
  {
    uuid: 'org_2mKx8QvLr4TnYpWcZ7bHsEdJfA1',
    shortName: 'Meridian',
    fullName: 'Meridian Mutual Bank',
    share: 0.6,
    strength: 0.1,
    improvement: 0.6,
    regression: true,
    legacyAgent: false,
  },
  {
    uuid: '5b0c7d1e-93f4-4a68-8e21-c6f0d94ab357',
    shortName: 'Halvorsen',
    fullName: 'Halvorsen Freight & Logistics',
    share: 0.3,
    strength: -0.3,
    improvement: 0.85,
    regression: false,
    legacyAgent: true,
  },
  {
    uuid: 'org_2nPq5RzWb9GkUxMvT3cJyFhLdS6',
    shortName: 'Brightwell',
    fullName: 'Brightwell Clinics',
    share: 0.1,
    strength: 0.45,
    improvement: 0.3,
    regression: false,
    legacyAgent: false,
  },
];
