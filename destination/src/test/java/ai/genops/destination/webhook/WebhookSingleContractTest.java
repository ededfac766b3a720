package ai.genops.destination.webhook;

import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.Map;

class WebhookSingleContractTest extends HttpContract {
    @Override
    protected String block(String address) {
        return "id: hook\ntype: webhook\nurl: " + address + "/${HOOK}\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("HOOK", "s3cr3t-hook");
    }

    @Override
    protected String secret() {
        return "s3cr3t-hook";
    }

    @Override
    protected String identity(Received request, long event) {
        return request.header("Idempotency-Key");
    }
}
