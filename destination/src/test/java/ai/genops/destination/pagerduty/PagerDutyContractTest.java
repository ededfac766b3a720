package ai.genops.destination.pagerduty;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;

class PagerDutyContractTest extends HttpContract {
    private static final String INVALID =
            "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[\"%s\"]}";

    @Override
    protected String block(String address) {
        return "id: pd\ntype: pagerduty\nrouting_key: ${KEY}\nendpoint: " + address + "\nrepeat_interval: 0s\n"
                + "payload_template: '{\"event_action\": \"trigger\", \"dedup_key\": \"d${attributes.n}\", \"payload\":"
                + " {\"summary\": \"s\", \"source\": \"x\", \"severity\": \"error\","
                + " \"custom_details\": {\"n\": ${attributes.n}}}}'\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3t0123456789abcdef0123456789";
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(202, "{\"status\":\"success\",\"message\":\"Event processed\"}");
    }

    @Override
    protected Answer refusal(Received request, int index) {
        return FaultyServer.status(400, INVALID.formatted("'payload.summary' is missing or blank"));
    }

    @Override
    protected List<Answer> unauthorized() {
        return List.of(FaultyServer.status(400, INVALID.formatted("Invalid routing key")));
    }

    @Override
    protected String identity(Received request, long event) {
        return "d" + event;
    }
}
