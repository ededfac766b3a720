package ai.genops.pipeline.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A block of configuration, read key by key. Keys are found without regard to case, spaces, `_` and `-`. What is
/// missing or of the wrong type is a problem and reads as the default, so that reading goes on and finds the next;
/// [#finish] reports the keys that nobody asked for. Text in brackets after a value (`3 (per day)`) is a remark where
/// an amount or a choice is asked for.
public final class Section {
    private final Yaml.Mapping mapping;
    private final Map<String, String> written = new HashMap<>();
    /// By how they are compared.
    private final Map<String, Yaml.Member> defaults = new HashMap<>();
    /// The keys asked for, by how they are compared.
    private final Map<String, String> asked = new HashMap<>();
    private final Problems problems;
    private final Secrets secrets;

    public Section(Yaml.Mapping mapping, Problems problems, Secrets secrets) {
        this(mapping, Yaml.Mapping.empty(mapping.at()), problems, secrets);
    }

    /// @param defaults what keys say that the block does not have; those that nobody asks for are nobody's mistake
    private Section(Yaml.Mapping mapping, Yaml.Mapping defaults, Problems problems, Secrets secrets) {
        this.mapping = mapping;
        defaults.members().forEach((name, member) -> this.defaults.putIfAbsent(Names.key(name), member));
        this.problems = problems;
        this.secrets = secrets;
        mapping.members().keySet().forEach(name -> written.putIfAbsent(Names.key(name), name));
    }

    /// A section for `value`, which has to be a mapping; an empty one otherwise, with a problem.
    public static Section of(@Nullable Yaml value, String what, Location at, Problems problems, Secrets secrets) {
        if (value instanceof Yaml.Mapping mapping) {
            return new Section(mapping, problems, secrets);
        }
        problems.error(value == null ? at : value.at(), what + " must be a mapping of keys to values", "");
        return new Section(Yaml.Mapping.empty(at), problems, secrets);
    }

    /// The same block, where keys it does not have are as in `others`.
    public Section withDefaults(Yaml.Mapping others) {
        Section section = new Section(mapping, others, problems, secrets);
        section.asked.putAll(asked);
        return section;
    }

    /// The same block to be read once more, with its problems told to somebody else; for keys that nobody asked for,
    /// the first reading answers.
    public Section again(Problems others) {
        Section section = new Section(mapping, Yaml.Mapping.empty(mapping.at()), others, secrets);
        section.defaults.putAll(defaults);
        section.asked.putAll(asked);
        return section;
    }

    public Location at() {
        return mapping.at();
    }

    /// Where a key's value stands; the section itself if it is absent.
    public Location at(String key) {
        Yaml value = find(key);
        return value == null ? at() : value.at();
    }

    /// A SHA-256 over what is written, without comments and layout: blocks that say the same have the same.
    public String fingerprint() {
        return hash(mapping.canonical());
    }

    /// The same of what stands under these keys alone.
    public String fingerprint(String... keys) {
        StringBuilder text = new StringBuilder();
        for (String key : keys) {
            Yaml value = find(key);
            text.append(key)
                    .append('=')
                    .append(value == null ? "" : value.canonical())
                    .append('\n');
        }
        return hash(text.toString());
    }

    /// SHA-256 of a text, in hex.
    public static String hash(String canonical) {
        try {
            byte[] text = canonical.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public Problems problems() {
        return problems;
    }

    public Secrets secrets() {
        return secrets;
    }

    public boolean has(String key) {
        return find(key) != null;
    }

    /// The names as written, in order.
    public List<String> keys() {
        return List.copyOf(mapping.members().keySet());
    }

    /// What the block itself says, by the names as written; for comparing, as it asks for nothing.
    public Map<String, Yaml> said() {
        Map<String, Yaml> said = new LinkedHashMap<>();
        mapping.members().forEach((name, member) -> said.put(name, member.value()));
        return said;
    }

    public @Nullable Yaml find(String key) {
        asked.putIfAbsent(Names.key(key), key);
        String name = written.get(Names.key(key));
        Yaml.Member member =
                name == null ? defaults.get(Names.key(key)) : mapping.members().get(name);
        return member == null || isNull(member.value()) ? null : member.value();
    }

    /// The text of a key that must be there; empty otherwise, with a problem.
    public String text(String key) {
        if (!has(key)) {
            problems.error(at(), "`" + key + "` is missing", "Add `" + key + ": ...` to this block.");
            return "";
        }
        return text(key, "");
    }

    public String text(String key, String otherwise) {
        Yaml value = find(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Yaml.Scalar scalar) {
            return scalar.text().strip();
        }
        return wrong(key, value, "a text", otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        String text = amount(key);
        return switch (text.toLowerCase(java.util.Locale.ROOT)) {
            case "" -> otherwise;
            case "true", "yes", "on", "enabled" -> true;
            case "false", "no", "off", "disabled" -> false;
            default -> wrong(key, text, "true or false", otherwise);
        };
    }

    public double number(String key, double otherwise) {
        String text = amount(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return Scalars.resolve(text) instanceof Number number
                ? number.doubleValue()
                : wrong(key, text, "a number", otherwise);
    }

    public int integer(String key, int otherwise, int least, int most) {
        String text = amount(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (Scalars.resolve(text) instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        return wrong(key, text, "a whole number from " + least + " to " + most, otherwise);
    }

    public Duration duration(String key, Duration otherwise) {
        String text = amount(key);
        Duration duration = text.isEmpty() ? otherwise : Units.duration(text);
        return duration != null ? duration : wrong(key, text, "a duration such as `30s` or `90 days`", otherwise);
    }

    public long bytes(String key, long otherwise) {
        String text = amount(key);
        Long bytes = text.isEmpty() ? Long.valueOf(otherwise) : Units.bytes(text);
        return bytes != null ? bytes : wrong(key, text, "a size such as `10 MB`", otherwise);
    }

    /// One of `choices`, compared as keys are.
    public String choice(String key, String otherwise, Collection<String> choices) {
        String text = amount(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (String choice : choices) {
            if (Names.key(choice).equals(Names.key(text))) {
                return choice;
            }
        }
        problems.error(at(key), "`" + key + "` is `" + text + "`, which is unknown", Names.didYouMean(text, choices));
        return otherwise;
    }

    /// A text that may hold references to secrets, `${NAME}` or `${file:path}`. What its store cannot give is an error.
    public Secret secret(String key) {
        Secret secret = read(key);
        secret.pending()
                .forEach(reason -> problems.error(
                        at(key),
                        "`" + key + "`: " + reason,
                        "Start again when it is there; without it the server does not start."));
        return secret;
    }

    /// The same for whoever can wait for it: that its store cannot give it at the moment is noted. It is then missing;
    /// asked for again later, it may be there.
    public Secret secretOrLater(String key) {
        Secret secret = read(key);
        secret.pending()
                .forEach(reason -> problems.note(
                        at(key),
                        "`" + key + "`: " + reason,
                        "The server starts without it and asks again by itself; events are kept until it is there."));
        return secret;
    }

    private Secret read(String key) {
        Secret secret = secrets.resolve(text(key));
        secret.problems()
                .forEach(problem -> problems.error(
                        at(key),
                        "`" + key + "`: " + problem,
                        "Put the secret there, or correct the reference; without it the server does not start."));
        secret.remarks()
                .forEach(remark -> problems.note(at(key), remark, "Take the right from the others: chmod o-r."));
        return secret;
    }

    public List<Yaml> items(String key) {
        Yaml value = find(key);
        return switch (value) {
            case null -> List.of();
            case Yaml.Sequence sequence -> sequence.items();
            case Yaml.Scalar scalar -> List.of(scalar);
            case Yaml.Mapping mapping -> wrong(key, mapping, "a list", List.<Yaml>of());
        };
    }

    /// A list of texts; one text stands for a list of one.
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Yaml item : items(key)) {
            if (item instanceof Yaml.Scalar scalar) {
                texts.add(scalar.text().strip());
            } else {
                wrong(key, item, "a list of texts", texts);
            }
        }
        return texts;
    }

    /// A list of blocks.
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Yaml item : items(key)) {
            sections.add(of(item, "each entry of `" + key + "`", item.at(), problems, secrets));
        }
        return sections;
    }

    /// A block; empty if it is absent.
    public Section section(String key) {
        Yaml value = find(key);
        return value == null
                ? new Section(Yaml.Mapping.empty(at()), problems, secrets)
                : of(value, "`" + key + "`", value.at(), problems, secrets);
    }

    /// The scalars of a block by their names as written: String, Long, Double or Boolean.
    public Map<String, Object> values(String key) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (find(key) instanceof Yaml.Mapping block) {
            block.members().forEach((name, member) -> {
                if (member.value() instanceof Yaml.Scalar scalar && scalar.value() != null) {
                    values.put(name, scalar.value());
                }
            });
        }
        return values;
    }

    /// Reports every key that nobody asked for.
    public void finish() {
        mapping.members().forEach((name, member) -> {
            if (!asked.containsKey(Names.key(name))) {
                problems.error(member.at(), "`" + name + "` is not known here", Names.didYouMean(name, asked.values()));
            }
        });
    }

    /// Text without a remark in brackets; empty if absent.
    private String amount(String key) {
        String text = text(key, "");
        int bracket = text.indexOf(" (");
        return (bracket < 0 ? text : text.substring(0, bracket)).strip();
    }

    private <T> T wrong(String key, Yaml value, String wanted, T otherwise) {
        String found = value instanceof Yaml.Sequence ? "a list" : value instanceof Yaml.Mapping ? "a block" : "a text";
        problems.error(value.at(), "`" + key + "` must be " + wanted + ", is " + found, "");
        return otherwise;
    }

    private <T> T wrong(String key, String text, String wanted, T otherwise) {
        problems.error(at(key), "`" + key + "` must be " + wanted + ", is `" + text + "`", "");
        return otherwise;
    }

    private static boolean isNull(Yaml value) {
        return value instanceof Yaml.Scalar scalar && scalar.value() == null && scalar.plain();
    }
}
