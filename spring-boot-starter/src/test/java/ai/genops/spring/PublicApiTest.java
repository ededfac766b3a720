package ai.genops.spring;

import ai.genops.governance.api.PublicApiContract;

class PublicApiTest extends PublicApiContract {}
