package ai.genops.rules;

import ai.genops.governance.api.PublicApiContract;

class PublicApiTest extends PublicApiContract {}
