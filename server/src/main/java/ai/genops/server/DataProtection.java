package ai.genops.server;

import ai.genops.event.Event;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.processor.ReceivedMask;
import ai.genops.pipeline.processor.mask.Action;
import ai.genops.pipeline.processor.mask.Detector;
import ai.genops.pipeline.processor.mask.Finder;
import ai.genops.pipeline.processor.mask.TextMask.Found;
import ai.genops.source.otlp.OtlpDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// The block `data_protection` of a file in `settings/`: what is masked before anything else, and what holds for data
/// at rest, on the way and in time.
///
/// @param mask null: nothing is masked
/// @param queueAge how long the log keeps what is delivered; null: not said
/// @param encrypted whether the log is to be encrypted
public record DataProtection(
        @Nullable ReceivedMask mask, @Nullable Duration queueAge, boolean encrypted) {
    static final DataProtection NONE = new DataProtection(null, null, false);
    private static final List<String> AT_REST = List.of("AES-256", "none");
    private static final List<String> ON_THE_WAY = List.of("TLS 1.2+", "TLS 1.3", "none");

    /// Reads the log's records into events as everybody may see them. For one thread.
    public Decoder decoder() {
        return mask == null ? new OtlpDecoder() : mask.over(new OtlpDecoder());
    }

    /// Passes on events that were read in another way as everybody may see them.
    public Consumer<Event> before(Consumer<Event> each) {
        return mask == null ? each : mask.before(each);
    }

    /// @param block the block, which may be empty
    static DataProtection read(Section block) {
        ReceivedMask mask = block.has("masking") ? masking(block.section("masking")) : null;
        boolean encrypted = atRest(block.section("encryption_at_rest"));
        onTheWay(block.section("encryption_in_transit"));
        Duration age = retention(block.section("retention"));
        block.finish();
        return new DataProtection(mask, age, encrypted);
    }

    private static boolean atRest(Section block) {
        String queues = block.choice("persistent_queues", "none", AT_REST);
        block.choice("buffer_storage", "none", AT_REST); // on disk, buffers are the log
        block.finish();
        return queues.equals("AES-256");
    }

    /// Java speaks nothing older than TLS 1.2; who speaks no TLS at all is told at its own place.
    private static void onTheWay(Section block) {
        for (String way : List.of("genops_to_cribl", "cribl_to_destinations")) {
            String text = block.choice(way, "none", ON_THE_WAY);
            if (!text.equals("none")) {
                block.problems()
                        .note(
                                block.at(way),
                                "TLS 1.2 is the oldest that is spoken; whether TLS is spoken at all is said by each"
                                        + " address and by `tls` of a source",
                                "");
            }
        }
        block.finish();
    }

    private static @Nullable Duration retention(Section block) {
        Duration age = block.has("persistent_queue") ? block.duration("persistent_queue", Duration.ZERO) : null;
        if (block.has("buffer")) {
            block.duration("buffer", Duration.ZERO);
            block.problems()
                    .note(
                            block.at("buffer"),
                            "what waits in memory is in the log already, so `buffer` has no effect of its own",
                            "`persistent_queue` says how long the log keeps what is delivered.");
        }
        if (block.has("audit_logs")) {
            block.duration("audit_logs", Duration.ZERO);
            block.problems()
                    .note(
                            block.at("audit_logs"),
                            "how long audit events are kept is said by the lake's dataset and by each destination",
                            "See `genops lake list`.");
        }
        block.finish();
        return age;
    }

    private static ReceivedMask masking(Section block) {
        List<Found.Rule> rules = new ArrayList<>();
        for (Section pattern : block.sections("pii_patterns")) {
            for (String name : pattern.keys()) {
                rules.add(rule(pattern, name));
            }
            pattern.finish();
        }
        for (String name : block.texts("detect")) {
            detect(block, name, rules);
        }
        block.choice("action", "redact", List.of("redact"));
        block.problems()
                .require(
                        !rules.isEmpty(),
                        block.at(),
                        "`masking` names nothing to mask",
                        "List `pii_patterns` as `name: pattern`, or detectors under `detect`.");
        block.finish();
        var mask = new Found(List.copyOf(rules), true);
        for (Found.Rule rule : rules) {
            String shown = rule.action().replace("");
            block.problems()
                    .require(
                            mask.apply(shown).equals(shown),
                            block.at(),
                            "a pattern also finds `" + shown + "`, which is put in the place of what is masked",
                            "Make the pattern narrower.");
        }
        return new ReceivedMask(mask, block.at());
    }

    /// Case does not count: an address is one in small letters, too.
    private static Found.Rule rule(Section block, String name) {
        String text = block.text(name);
        String shown = shown(name);
        try {
            Pattern pattern = Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            return new Found.Rule(Finder.of(pattern), new Action.Redact(shown));
        } catch (PatternSyntaxException e) {
            block.problems()
                    .error(
                            block.at(name),
                            "is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1)
                                    + " of `" + text + "`",
                            "Mend the pattern; in YAML, put it in single quotes.");
            return new Found.Rule(Finder.of(Pattern.compile("(?!)")), new Action.Redact(shown));
        }
    }

    private static void detect(Section block, String name, List<Found.Rule> rules) {
        List<Detector> all = Arrays.asList(Detector.values());
        String label = name.toLowerCase(Locale.ROOT);
        List<Detector> meant = all.stream()
                .filter(detector -> label.equals("all") || detector.label().equals(label))
                .toList();
        block.problems()
                .require(
                        !meant.isEmpty(),
                        block.at("detect"),
                        "nothing detects `" + name + "`",
                        Names.didYouMean(
                                        label, all.stream().map(Detector::label).toList()) + " `all` means every one.");
        meant.forEach(detector -> rules.add(new Found.Rule(detector, new Action.Redact(shown(detector.label())))));
    }

    private static String shown(String name) {
        return "[REDACTED_" + name.toUpperCase(Locale.ROOT) + "]";
    }
}
