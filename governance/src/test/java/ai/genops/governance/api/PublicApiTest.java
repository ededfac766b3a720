package ai.genops.governance.api;

class PublicApiTest extends PublicApiContract {}
