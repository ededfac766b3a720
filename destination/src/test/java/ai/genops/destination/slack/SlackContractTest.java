package ai.genops.destination.slack;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import java.util.List;
import java.util.Map;

class SlackContractTest extends HttpContract {
    @Override
    protected String block(String address) {
        return "id: slack\ntype: slack\nurl: " + address + "/services/${HOOK}\nmin_interval: 0s\n"
                + "payload_template: '{\"text\": \"event\", \"n\": ${attributes.n}}'\nbatch_size: 1\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("HOOK", secret());
    }

    @Override
    protected String secret() {
        return "T1/B1/s3cr3tHook";
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(200, "ok");
    }

    @Override
    protected List<Answer> unauthorized() {
        return List.of(
                FaultyServer.status(403, "invalid_token"),
                FaultyServer.status(404, "no_service"),
                FaultyServer.status(410, "channel_is_archived"));
    }

    /// Slack knows no ids: the text is all there is to tell a repetition by.
    @Override
    protected String identity(Received request, long event) {
        return request.text();
    }
}
