package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.match.Choice;
import ai.genops.pipeline.lookup.match.MatchKind;
import ai.genops.pipeline.lookup.read.Format;
import ai.genops.pipeline.lookup.read.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// What a lookup's configuration says. `keyFields` and `outputFields` are columns of the file; empty: not said, so
/// that whoever uses the lookup decides. A file `lookups/NAME.csv` alone defines lookup NAME with what is usual.
///
/// @param choiceSaid whether the configuration says which of several rows counts, so that they are no surprise
/// @param validFrom the column with the time a row begins to be valid; empty: none
/// @param validTo the column with the time it ceases to be; empty: none
public record LookupDefinition(
        String id,
        Path file,
        ReadOptions reading,
        List<String> keyFields,
        List<String> outputFields,
        MatchType match,
        boolean caseSensitive,
        Choice choice,
        boolean choiceSaid,
        String validFrom,
        String validTo,
        Duration reloadInterval,
        Location at) {

    static final Duration RELOAD = Duration.ofMinutes(5);

    static LookupDefinition ofFile(String id, Path file, Format format, Location at) {
        return new LookupDefinition(
                id,
                file,
                ReadOptions.of(format),
                List.of(),
                List.of(),
                MatchType.EXACT,
                true,
                Choice.FIRST,
                false,
                "",
                "",
                RELOAD,
                at);
    }

    /// Reads a block; `files` turns the path it names into one that can be opened.
    static LookupDefinition read(Section section, LookupPaths files) {
        section.text("description", "");
        List<String> keyFields = section.texts("key_field");
        Path file = files.resolve(section);
        MatchType match = MatchType.read(section, keyFields);
        var definition = new LookupDefinition(
                section.text("id"),
                file,
                reading(section, file, keyFields),
                keyFields,
                section.texts("output_fields"),
                match,
                section.flag("case_sensitive", true),
                choice(section, match),
                section.has("matches"),
                section.text("valid_from", ""),
                section.text("valid_to", ""),
                section.duration("reload_interval", RELOAD),
                section.at());
        section.finish();
        return definition;
    }

    private static Choice choice(Section section, MatchType match) {
        String text = section.choice("matches", "first", List.of("first", "last", "longest", "all"));
        Choice choice = Choice.valueOf(text.toUpperCase(Locale.ROOT));
        section.problems()
                .require(
                        choice != Choice.LONGEST || match.kind() == MatchKind.REGEX,
                        section.at("matches"),
                        "`matches: longest` is for `match_type: regex`",
                        "With `prefix` and `cidr` the longest or smallest counts in any case; leave it out.");
        return choice;
    }

    boolean isDated() {
        return !validFrom.isEmpty() || !validTo.isEmpty();
    }

    private static ReadOptions reading(Section section, Path file, List<String> keyFields) {
        Format byName = Objects.requireNonNullElse(Format.of(file.getFileName().toString()), Format.CSV);
        String type = section.choice(
                "type", byName.name().toLowerCase(Locale.ROOT), List.of("csv", "json", "ndjson", "mmdb"));
        long maxBytes = section.bytes("max_bytes", ReadOptions.BYTES);
        section.problems()
                .require(
                        maxBytes > 0 && maxBytes <= ReadOptions.MOST_BYTES,
                        section.at("max_bytes"),
                        "`max_bytes` must be from 1 to %,d, is %,d".formatted(ReadOptions.MOST_BYTES, maxBytes),
                        "");
        return new ReadOptions(
                Format.valueOf(type.toUpperCase(Locale.ROOT)),
                encoding(section),
                maxBytes,
                keyFields.size() == 1 ? keyFields.getFirst() : "key");
    }

    private static Charset encoding(Section section) {
        String name = section.text("encoding", "utf-8");
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            section.problems()
                    .error(
                            section.at("encoding"),
                            "`encoding` is `" + name + "`, which is unknown",
                            "Write utf-8, utf-16, iso-8859-1, windows-1252 or another that Java knows.");
            return StandardCharsets.UTF_8;
        }
    }
}
