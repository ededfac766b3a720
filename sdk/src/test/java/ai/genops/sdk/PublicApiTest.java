package ai.genops.sdk;

import ai.genops.governance.api.PublicApiContract;

class PublicApiTest extends PublicApiContract {}
