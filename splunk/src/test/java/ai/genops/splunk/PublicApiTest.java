package ai.genops.splunk;

import ai.genops.governance.api.PublicApiContract;

class PublicApiTest extends PublicApiContract {}
