package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Secret;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.processor.Mask.Rule;
import ai.genops.pipeline.processor.mask.Action;
import ai.genops.pipeline.processor.mask.Detector;
import ai.genops.pipeline.processor.mask.Finder;
import ai.genops.pipeline.processor.mask.TextMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads `rules`: each says where ([MaskPlaces]), what (`pattern` or `detect`), and what to do with it (`action`).
final class MaskReader implements ProcessorReaders.Reader {
    private static final Pattern NEVER = Pattern.compile("(?!)");
    private static final int MIN_KEY_LENGTH = 16;
    private static final List<String> ACTIONS = List.of("replace", "redact", "hash", "hmac", "tokenize", "partial");
    private static final List<String> DETECTORS =
            Arrays.stream(Detector.values()).map(Detector::label).toList();

    @Override
    public Processor read(Section block, PipelineScope scope) {
        List<Rule> rules = new ArrayList<>();
        for (Section section : block.sections("rules")) {
            section.choice("type", "regex", List.of("regex"));
            section.text("description", "");
            rules.add(rule(section, scope));
            section.finish();
        }
        block.problems().require(!rules.isEmpty(), block.at(), "this mask has no `rules`", "List at least one.");
        return new Mask(List.copyOf(rules), scope.failures(block.text("name", "mask"), "mask", block.at()));
    }

    private static Rule rule(Section section, PipelineScope scope) {
        Mask.Places places = MaskPlaces.read(section, scope);
        return section.has("replacement_expression")
                ? new Rule(places, computed(section, scope))
                : new Rule(places, mask(section));
    }

    /// What is found is `g0` to the expression, its groups `g1` and so on. Where it fails, nothing of what was found is
    /// shown.
    private static Function<Event, TextMask> computed(Section section, PipelineScope scope) {
        section.problems()
                .require(
                        !section.has("detect") && !section.has("action") && !section.has("replacement"),
                        section.at("replacement_expression"),
                        "`replacement_expression` goes with a `pattern` alone",
                        "Leave out `detect`, `action` and `replacement`.");
        Pattern pattern = pattern(section);
        List<String> groups = IntStream.rangeClosed(0, pattern.matcher("").groupCount())
                .mapToObj(group -> "g" + group)
                .toList();
        Guarded value = section.find("replacement_expression") instanceof Yaml.Scalar source
                ? scope.function(source, "replacement_expression", groups)
                : null;
        boolean first = section.flag("first_only", false);
        boolean sources = section.flag("sources", true);
        return value == null
                ? _ -> new TextMask.Replace(NEVER, _ -> "", first, sources)
                : event -> new TextMask.Replace(
                        pattern,
                        found -> Matcher.quoteReplacement(value.mask(event, groups(found), TextMask.HIDDEN)),
                        first,
                        sources);
    }

    private static List<@Nullable String> groups(MatchResult found) {
        List<@Nullable String> groups = new ArrayList<>();
        for (int group = 0; group <= found.groupCount(); group++) {
            groups.add(found.group(group));
        }
        return groups;
    }

    private static TextMask mask(Section section) {
        boolean detects = section.has("detect");
        section.problems()
                .require(
                        !section.flag("first_only", false) || !(detects || section.has("action")),
                        section.at("first_only"),
                        "`first_only` goes with a `pattern` and a `replacement`",
                        "Other masks look for every place.");
        String action = section.choice("action", detects ? "redact" : "replace", ACTIONS);
        section.problems()
                .require(
                        !(detects && section.has("pattern")),
                        section.at("pattern"),
                        "`pattern` and `detect` exclude each other",
                        "Make two rules of it.");
        section.problems()
                .require(
                        !(detects && action.equals("replace")),
                        section.at("action"),
                        "`replace` goes with a `pattern`",
                        "With `detect`, use redact, which may have a `replacement`.");
        if (detects) {
            List<TextMask.Found.Rule> rules = new ArrayList<>();
            Set<Detector> detectors = detectors(section);
            detectors.forEach(
                    detector -> rules.add(new TextMask.Found.Rule(detector, action(section, action, detector.name()))));
            return new TextMask.Found(List.copyOf(rules), true);
        }
        Pattern pattern = pattern(section);
        if (action.equals("replace")) {
            String replacement = replacement(section, pattern);
            return new TextMask.Replace(
                    pattern, _ -> replacement, section.flag("first_only", false), section.flag("sources", true));
        }
        var rule = new TextMask.Found.Rule(Finder.of(pattern), action(section, action, "REDACTED"));
        return new TextMask.Found(List.of(rule), false);
    }

    private static Set<Detector> detectors(Section section) {
        Set<Detector> detectors = EnumSet.noneOf(Detector.class);
        for (String name : section.texts("detect")) {
            String label = name.toLowerCase(Locale.ROOT);
            if (label.equals("all")) {
                return EnumSet.allOf(Detector.class);
            }
            section.problems()
                    .require(
                            DETECTORS.contains(label),
                            section.at("detect"),
                            "nothing detects `" + name + "`",
                            Names.didYouMean(label, DETECTORS) + " `all` means every one.");
            if (DETECTORS.contains(label)) {
                detectors.add(Detector.valueOf(label.toUpperCase(Locale.ROOT)));
            }
        }
        return detectors;
    }

    private static Action action(Section section, String action, String label) {
        return switch (action) {
            case "hash" -> {
                section.problems()
                        .note(
                                section.at("action"),
                                "a hash without a key can be found by trying all card or phone numbers",
                                "Use hmac with a `key`.");
                yield new Action.Hash();
            }
            case "hmac" -> new Action.Hmac(key(section));
            case "tokenize" -> new Action.Tokenize(key(section));
            case "partial" -> new Action.Partial(section.integer("keep", 4, 0, 100));
            default -> new Action.Redact(section.text("replacement", "[" + label + "]"));
        };
    }

    private static Secret key(Section section) {
        Secret key = section.secret("key");
        section.problems()
                .require(
                        !section.has("key") || key.isPresent(),
                        section.at("key"),
                        "the key is not there: " + key.missing(),
                        "Set it, or choose another action: nothing is sent unmasked in its place.");
        section.problems()
                .require(
                        !key.isPresent() || !section.has("key") || key.value().length() >= MIN_KEY_LENGTH,
                        section.at("key"),
                        "the key has fewer than " + MIN_KEY_LENGTH + " characters",
                        "Generate one: openssl rand -hex 32.");
        return key;
    }

    private static Pattern pattern(Section section) {
        String text = section.text("pattern");
        try {
            Pattern pattern = Pattern.compile(text);
            doubts(section, text);
            return pattern;
        } catch (PatternSyntaxException e) {
            section.problems()
                    .error(
                            section.at("pattern"),
                            "is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1)
                                    + " of `" + text + "`",
                            "Mend the pattern; in YAML, put it in single quotes.");
            return NEVER;
        }
    }

    private static void doubts(Section section, String pattern) {
        if (pattern.contains("@") && pattern.contains("A-Z") && !pattern.contains("a-z") && !pattern.contains("(?i")) {
            section.problems()
                    .note(
                            section.at("pattern"),
                            "this pattern misses addresses in lower case",
                            "Start it with (?i) to ignore case.");
        }
        if (pattern.contains("[A-Z][a-z]+ [A-Z][a-z]+")) {
            section.problems()
                    .note(section.at("pattern"), "this pattern masks any two capitalised words, not only names", "");
        }
    }

    /// `$1` stands for a group of the pattern, as in JavaScript; a `$` without a group for itself.
    private static String replacement(Section section, Pattern pattern) {
        String text = section.text("replacement", "");
        int groups = pattern.matcher("").groupCount();
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean isGroup = c == '$' && next >= '1' && next <= '9' && next - '0' <= groups;
            java.append(isGroup ? "$" : Matcher.quoteReplacement(String.valueOf(c)));
        }
        return java.toString();
    }
}
