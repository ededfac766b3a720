package ai.genops.destination.webhook;

import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.Map;

class WebhookTogetherContractTest extends HttpContract {
    @Override
    protected String block(String address) {
        return "id: hook\ntype: webhook\nurl: " + address
                + "/${HOOK}\nbatch: true\nflush_interval: 20ms\nbatch_size: 5\ncompression: gzip\n";
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
