package ai.genops.destination.splunk;

import ai.genops.destination.http.HttpSettings;
import ai.genops.destination.settings.DestinationBlock;
import ai.genops.destination.template.PayloadTemplate;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a block of Splunk's says.
///
/// @param metadata what events without a template are filed under
/// @param form what events without a template are sent as
/// @param idPlace where an event's identity stands in it
/// @param ack how acknowledgements are waited for; null: an event that Splunk has taken counts as delivered
/// @param missing what is not configured, in words; empty if it can work
record SplunkSettings(
        Secret endpoint,
        Secret token,
        Metadata metadata,
        @Nullable PayloadTemplate template,
        Form form,
        IdPlace idPlace,
        boolean gzip,
        @Nullable Ack ack,
        HttpSettings http,
        List<String> missing) {
    static final String COLLECTOR = "/services/collector";

    /// Empty: none, so that Splunk's own default for the token holds.
    record Metadata(String host, String source, String sourcetype, String index) {}

    /// @param timeout how long Splunk may take to index what it has taken, before it is sent again
    /// @param interval between two questions
    record Ack(Duration timeout, Duration interval) {}

    /// What an event is sent as.
    enum Form {
        /// The text that it is, if it is one; else JSON.
        RAW,
        JSON
    }

    /// Where `genops_event_id` goes.
    enum IdPlace {
        FIELDS,
        EVENT,
        NONE
    }

    static SplunkSettings read(Section section) {
        var block = new DestinationBlock(section);
        Secret endpoint = block.address("endpoint");
        Secret token = block.required("token");
        var metadata = new Metadata(
                block.optional("host").value(),
                block.optional("source").value(),
                block.optional("sourcetype").value(),
                block.optional("index").value());
        PayloadTemplate template = block.template("event_template");
        check(template, "event_template", section);
        String form = section.choice("event_format", "raw", List.of("raw", "json"));
        String id = section.choice("event_id", "fields", List.of("fields", "event", "none"));
        boolean gzip =
                section.choice("compression", "gzip", List.of("none", "gzip")).equals("gzip");
        Ack ack = ack(section);
        HttpSettings http = HttpSettings.read(section);
        checkPath(endpoint, ack, section);
        return new SplunkSettings(
                endpoint,
                token,
                metadata,
                template,
                Form.valueOf(form.toUpperCase(Locale.ROOT)),
                IdPlace.valueOf(id.toUpperCase(Locale.ROOT)),
                gzip,
                ack,
                http,
                block.missing());
    }

    /// A template has to be a JSON object with an `event`: without, Splunk refuses every one (codes 6 and 12).
    static void check(@Nullable PayloadTemplate template, String key, Section block) {
        if (template == null) {
            return;
        }
        if (!template.text().strip().startsWith("{") || !template.text().contains("\"event\"")) {
            String text = "`" + key + "` must be a JSON object with an `event`";
            block.problems().error(template.at(), text, "Write `{\"time\": ${timestamp}, \"event\": {...}}`.");
        }
    }

    URI uri() {
        return URI.create(endpoint.value());
    }

    /// Where events go: the configured path; a bare host's is Splunk's own.
    String path() {
        String path = pathOf(uri());
        return path.isEmpty() ? COLLECTOR + "/event" : path;
    }

    /// Where acknowledgements are asked for.
    String ackPath() {
        String path = path();
        return path.substring(0, path.indexOf(COLLECTOR)) + COLLECTOR + "/ack";
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return path.equals("/") ? "" : path;
    }

    private static @Nullable Ack ack(Section section) {
        Duration timeout = section.duration("ack_timeout", Duration.ofSeconds(60));
        Duration interval = section.duration("ack_interval", Duration.ofSeconds(1));
        boolean positive = interval.toMillis() > 0 && timeout.compareTo(interval) >= 0;
        String text = "`ack_timeout` must be as long as `ack_interval` or longer, and both longer than 0";
        section.problems().require(positive, section.at("ack_timeout"), text, "");
        return section.flag("use_ack", false) ? new Ack(timeout, interval) : null;
    }

    private static void checkPath(Secret endpoint, @Nullable Ack ack, Section section) {
        if (endpoint.value().isEmpty() || !section.problems().errors().isEmpty()) {
            return;
        }
        String path = pathOf(URI.create(endpoint.value()));
        String raw = "`endpoint` names the raw collector, which would take the events for text";
        section.problems()
                .require(
                        !path.contains(COLLECTOR + "/raw"),
                        section.at("endpoint"),
                        raw,
                        "End it with `" + COLLECTOR + "/event`.");
        String noAck = "`use_ack` needs an `endpoint` whose path has `" + COLLECTOR + "`";
        section.problems()
                .require(
                        ack == null || path.isEmpty() || path.contains(COLLECTOR),
                        section.at("use_ack"),
                        noAck,
                        "Without it nothing says where to ask.");
    }
}
