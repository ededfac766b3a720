package ai.genops.destination.datadog;

import ai.genops.destination.contract.FaultyServer;
import ai.genops.destination.contract.FaultyServer.Answer;
import ai.genops.destination.contract.HttpContract;
import ai.genops.destination.contract.Received;
import ai.genops.event.Event;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Each event is a series of its own, by its tag.
class DatadogContractTest extends HttpContract {
    private static final Pattern TAG = Pattern.compile("\"n:([0-9]+)\"");
    private static final Pattern TIME = Pattern.compile("\"timestamp\"\\s*:\\s*([0-9]+)");

    @Override
    protected String block(String address) {
        return "id: dd\ntype: datadog_metrics\nendpoint: " + address
                + "\napi_key: ${KEY}\nflush_interval: 20ms\nbatch_size: 5\n"
                + "metrics:\n  mappings:\n    - name: genops.n\n      type: count\n      value: '1'\n"
                + "      tags: ['n:${attributes.n}']\n";
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("KEY", secret());
    }

    @Override
    protected String secret() {
        return "s3cr3t0123456789";
    }

    /// Datadog takes nothing that is older than an hour.
    @Override
    protected Event event(long number) {
        Event event = super.event(number);
        event.time(InstantSource.system().millis() * 1_000_000, -1);
        return event;
    }

    @Override
    protected Answer success(Received request) {
        return FaultyServer.status(202, "{\"errors\":[]}");
    }

    @Override
    protected Answer refusal(Received request, int index) {
        return FaultyServer.status(400, "{\"errors\":[\"not like this\"]}");
    }

    @Override
    protected List<Long> numbers(Received request) {
        return found(TAG, request.text());
    }

    /// They were not counted, so they are points of their own, which replace no other.
    @Override
    protected boolean keepsIdentityOfLetters() {
        return false;
    }

    /// A point at the same second replaces the one that is there.
    @Override
    protected String identity(Received request, long event) {
        Matcher time = TIME.matcher(request.text());
        return time.find() ? time.group(1) : "";
    }
}
