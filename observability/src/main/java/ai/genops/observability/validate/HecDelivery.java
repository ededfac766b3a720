package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends one event and follows it: the checks from {@code token} to {@code found}. */
final class HecDelivery {
    private final SplunkTarget target;
    private final URI collector;
    private final Limits limits;
    private final Surroundings surroundings;
    private final Checks checks;
    private final String marker;
    private final String channel;

    HecDelivery(SplunkTarget target, URI collector, Limits limits, Surroundings surroundings, Checks checks) {
        this.target = target;
        this.collector = collector;
        this.limits = limits;
        this.surroundings = surroundings;
        this.checks = checks;
        marker = "genops-validate-" + surroundings.hex(32);
        channel = surroundings.hex(32).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    void check(Web web, Trust trust) throws IOException {
        HecAnswer answer = HecAnswer.of(web.post(URI.create(collector + "/event"), headers(), event()));
        if (answer.isSuccess()) {
            taken();
            acknowledged(answer, web);
            found(trust);
        } else if (!answer.isHec() || answer.isNowhere()) {
            checks.failed("delivery", HecDiagnosis.foreign(answer.answer(), collector + "/health"));
        } else {
            refused(answer);
        }
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "Splunk " + target.token().value());
        headers.put("Content-Type", "application/json");
        headers.put("X-Splunk-Request-Channel", channel);
        return headers;
    }

    private String event() {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("message", "genops validate");
        event.put("genops.validation.marker", marker);
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("event", event);
        envelope.put("source", "genops:validate");
        envelope.put("sourcetype", target.sourcetype());
        if (!target.index().isEmpty()) {
            envelope.put("index", target.index());
        }
        return JsonText.of(envelope);
    }

    private void taken() {
        checks.passed("token", "HEC takes events with this token; it is enabled, and tokens of HEC do not expire");
        if (target.index().isEmpty()) {
            checks.unchecked("index", "none was named; HEC does not tell the token's default index");
        } else {
            checks.passed("index", "the token may write to `" + target.index() + "`");
        }
        checks.unchecked(
                "sourcetype", "HEC takes any; whether `" + target.sourcetype() + "` is defined stands in props.conf");
        checks.passed("delivery", "the test event was taken (200, code 0); its marker is " + marker);
    }

    /** The token is judged before the event: who hears of the event has the right one. */
    private void refused(HecAnswer answer) {
        Diagnosis diagnosis = HecDiagnosis.of(answer, target.index());
        switch (answer.code()) {
            case 1, 2, 3, 4, 16, 21, 22 -> checks.failed("token", diagnosis);
            case 7 -> {
                checks.passed("token", "HEC knows the token, and it is enabled");
                checks.failed("index", diagnosis);
            }
            case 5, 6, 10, 11, 12, 13, 15 -> {
                checks.passed("token", "HEC knows the token, and it is enabled");
                checks.failed("delivery", diagnosis);
            }
            default -> checks.failed("delivery", diagnosis);
        }
    }

    private void acknowledged(HecAnswer answer, Web web) throws IOException {
        if (answer.ackId().isEmpty()) {
            checks.unchecked("acknowledged", "the token has no indexer acknowledgement");
            return;
        }
        URI address = URI.create(collector + "/ack?channel=" + channel);
        String question = "{\"acks\":[" + answer.ackId().replaceAll("\\D", "") + "]}";
        boolean indexed = Polling.until(
                limits.arrival(),
                surroundings.clock(),
                () -> web.post(address, headers(), question)
                        .json()
                        .at("acks." + answer.ackId())
                        .equals("true"));
        if (indexed) {
            checks.passed("acknowledged", "the indexers have the event");
        } else {
            checks.warning(
                    "acknowledged",
                    Diagnosis.of(
                            "The indexers did not acknowledge the event within "
                                    + limits.arrival().toSeconds() + " s",
                            "Indexing is behind, or a balancer asks another server than the one that took the event",
                            "Look at Splunk's indexing queues; let the balancer keep clients at one server"));
        }
    }

    private void found(Trust trust) {
        if (target.search().endpoint().isEmpty()) {
            checks.unchecked(
                    "found", "HEC says that it took the event, not where it is; name --search-endpoint to look");
        } else {
            new HecSearch(target, limits, surroundings.clock(), checks).look(marker, trust);
        }
    }
}
