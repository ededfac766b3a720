package ai.genops.observability.validate;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Validates any other endpoint: whether it can be reached, whose certificate it has, and what it answers to questions
 * that change nothing there. Not safe for concurrent use.
 */
public final class EndpointValidator {
    private static final String SERVER = "the server";

    private final Conditions conditions;
    private final Surroundings surroundings;
    private final Checks checks;

    /** @param hidden what must not be shown of anything */
    public EndpointValidator(Conditions conditions, Surroundings surroundings, List<Secret> hidden) {
        this.conditions = conditions;
        this.surroundings = surroundings;
        checks = new Checks(hidden);
    }

    /** Adds a check that was made elsewhere. */
    public EndpointValidator with(Check check) {
        checks.add(check);
        return this;
    }

    /** Asks an address over HTTP; a question's path follows the host. Never throws for what the other side does. */
    public EndpointValidator ask(String address, List<Question> questions) {
        Endpoint endpoint = Endpoint.read(address, SERVER, "https://host:port", checks);
        if (endpoint == null || !conditions.connect()) {
            String why = endpoint == null ? "there is no address to ask" : "left out: no connection was wanted";
            checks.rest(List.of("reachability", "tls"), why);
            questions.forEach(question -> checks.unchecked(question.check(), why));
        } else if (new Reach(endpoint, conditions.trust(surroundings), conditions.limits(), surroundings, checks)
                .check()) {
            questions.forEach(question -> ask(endpoint, question));
        } else {
            questions.forEach(question -> checks.unchecked(question.check(), "the endpoint was not reached"));
        }
        return this;
    }

    /** Looks whether a port takes connections, of whatever protocol. */
    public EndpointValidator connect(String host, int port) {
        URI uri = URI.create("tcp://" + host.replaceAll("[^A-Za-z0-9.:\\[\\]-]", "-") + ":" + port);
        if (!conditions.connect()) {
            checks.unchecked("reachability", "left out: no connection was wanted");
        } else if (uri.getHost() == null) {
            checks.failed("url", Diagnosis.of("This is no host and port", "", "Write host and port, such as mail:587"));
        } else {
            var endpoint = new Endpoint(uri, SERVER);
            new Reach(endpoint, conditions.trust(), conditions.limits(), surroundings, checks).open();
        }
        return this;
    }

    /** All checks, in the order in which they were made. */
    public Validation result(String target) {
        return new Validation(target, checks.all(), null);
    }

    private void ask(Endpoint endpoint, Question question) {
        try {
            var web = new Web(conditions.trust(surroundings), conditions.limits(), checks.secrets());
            Map<String, String> headers = new LinkedHashMap<>();
            question.headers().forEach((name, value) -> headers.put(name, value.value()));
            URI uri = endpoint.at(question.path());
            Answer answer = question.body() == null ? web.get(uri, headers) : web.post(uri, headers, question.body());
            checks.add(question.judge().apply(new Reply(answer.status(), answer.text(), answer.described())));
        } catch (IOException e) {
            checks.failed(question.check(), NetworkDiagnosis.of(e, endpoint, conditions.limits()));
        }
    }
}
