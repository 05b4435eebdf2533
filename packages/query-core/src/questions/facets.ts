import type { Endpoints } from '@achilles/types';
import { bundleNames } from './available-bundle-names.ts';
import { categories } from './available-categories.ts';
import { errorCodes } from './available-error-codes.ts';
import { errorNames } from './available-error-names.ts';
import { hostnames } from './available-hostnames.ts';
import { severities } from './available-severities.ts';
import { tags } from './available-tags.ts';
import { techniques } from './available-techniques.ts';
import { tests } from './available-tests.ts';
import { threatActors } from './available-threat-actors.ts';
import { givenWindow } from './catalog.ts';
import { question } from './question.ts';

export const facets = question<Endpoints['facets']>()({
  scored: false,
  window: givenWindow,
  plan: (request) => {
    const { limit } = request.parameters;
    return {
      tests: tests.aggregate(request, limit),
      techniques: techniques.aggregate(request, limit),
      hostnames: hostnames.aggregate(request, limit),
      categories: categories.aggregate(request, limit),
      severities: severities.aggregate(request, limit),
      threatActors: threatActors.aggregate(request, limit),
      tags: tags.aggregate(request, limit),
      errorNames: errorNames.aggregate(request, limit),
      errorCodes: errorCodes.aggregate(request, limit),
      bundleNames: bundleNames.aggregate(request, limit),
    };
  },
  answer: (found, request) => {
    const { limit } = request.parameters;
    return {
      body: {
        tests: tests.list(found.tests, request, limit).body,
        techniques: techniques.list(found.techniques, request, limit).body,
        hostnames: hostnames.list(found.hostnames, request, limit).body,
        categories: categories.list(found.categories, request, limit).body,
        severities: severities.list(found.severities, request, limit).body,
        threatActors: threatActors.list(found.threatActors, request, limit).body,
        tags: tags.list(found.tags, request, limit).body,
        errorNames: errorNames.list(found.errorNames, request, limit).body,
        errorCodes: errorCodes.list(found.errorCodes, request, limit).body,
        bundleNames: bundleNames.list(found.bundleNames, request, limit).body,
      },
    };
  },
});
