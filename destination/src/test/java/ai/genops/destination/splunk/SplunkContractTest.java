package ai.genops.destination.splunk;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

class SplunkContractTest extends HttpContract {
    private static final Pattern ID = Pattern.compile("\"genops_event_id\":\"([^\"]+)\"");

    @Override
    protected String block(String address) {
        return "id: hec\ntype: splunk_hec\nendpoint: " + address
                + "\ntoken: ${TOKEN}\nflush_interval: 20ms\nbatch_size: 5\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("TOKEN", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3t-token";
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(200, "{\"text\":\"Success\",\"code\":0}");
    }

    @Override
    protected Answer refusal(Received request, int index) {
        String text = "{\"text\":\"Event field cannot be blank\",\"code\":13,\"invalid-event-number\":" + index + "}";
        return FaultyServer.status(400, text);
    }

    @Override
    protected List<Answer> unauthorized() {
        return List.of(
                FaultyServer.status(403, "{\"text\":\"Invalid token\",\"code\":4}"),
                FaultyServer.status(400, "{\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":1}"));
    }

    @Override
    protected String identity(Received request, long event) {
        List<String> ids = ID.matcher(request.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        return ids.get(numbers(request).indexOf(event));
    }
}
