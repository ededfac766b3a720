package ai.genops.instrumentation;

import ai.genops.governance.api.PublicApiContract;

class PublicApiTest extends PublicApiContract {}
