package ai.genops.destination.s3;

import ai.genops.pipeline.config.Section;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An object's name, `${_time:%Y}/${_time:%m}/audit-${_random:6}.json`: `_time` is when its batch was put together,
/// UTC, `_random` the first characters of its id. The same object always has the same name.
record KeyTemplate(String text) {
    private static final Pattern HOLE = Pattern.compile("\\$\\{\\s*([^}]*?)\\s*}");
    private static final Pattern TIME = Pattern.compile("_time(?::(.*))?");
    private static final Pattern RANDOM = Pattern.compile("_random(?::([0-9]{1,2}))?");
    private static final Pattern LETTER = Pattern.compile("%(.)");
    private static final int USUAL_RANDOM = 12;
    /// The store allows 1024 bytes for a name.
    private static final int MOST_CHARACTERS = 900;

    private static final Map<String, String> LETTERS = Map.ofEntries(
            Map.entry("Y", "%1$tY"),
            Map.entry("y", "%1$ty"),
            Map.entry("m", "%1$tm"),
            Map.entry("d", "%1$td"),
            Map.entry("j", "%1$tj"),
            Map.entry("H", "%1$tH"),
            Map.entry("M", "%1$tM"),
            Map.entry("S", "%1$tS"),
            Map.entry("s", "%1$ts"),
            Map.entry("%", "%%"));

    /// Reads `path` and `filename`.
    static KeyTemplate read(Section block) {
        String path = block.text("path", "").replaceFirst("^/+", "");
        check(block, "path", path);
        String name = block.text("filename", "genops-${_time:%Y%m%dT%H%M%SZ}-${_random:12}.json");
        check(block, "filename", name);
        if (!path.isEmpty() && !path.endsWith("/")) {
            path += "/";
        }
        if (!(path + name).contains("_random")) {
            String text = "`filename` has no `${_random:...}`: two objects of one moment would have one name";
            block.problems().note(block.at("filename"), text, "Where a name is taken, the object's id is added to it.");
        }
        return new KeyTemplate(path + name);
    }

    /// @param id lower-case letters and digits, at least 32
    String key(Instant time, String id) {
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        return HOLE.matcher(text).replaceAll(hole -> Matcher.quoteReplacement(fill(hole, utc, id)));
    }

    /// What to call an object whose name another one has.
    static String other(String key, String id) {
        int slash = key.lastIndexOf('/');
        int dot = key.indexOf('.', slash + 1);
        int end = dot < 0 ? key.length() : dot;
        return key.substring(0, end) + "-" + id.substring(0, 32) + key.substring(end);
    }

    private static String fill(MatchResult hole, OffsetDateTime time, String id) {
        Matcher random = RANDOM.matcher(hole.group(1));
        if (random.matches()) {
            int length = random.group(1) == null ? USUAL_RANDOM : Integer.parseInt(random.group(1));
            return id.substring(0, Math.min(length, id.length()));
        }
        Matcher format = TIME.matcher(hole.group(1));
        String letters = format.matches() && format.group(1) != null ? format.group(1) : "%Y%m%dT%H%M%SZ";
        return LETTER.matcher(letters)
                .replaceAll(letter ->
                        Matcher.quoteReplacement(String.format(Locale.ROOT, LETTERS.get(letter.group(1)), time)));
    }

    private static void check(Section block, String key, String text) {
        for (MatchResult hole : HOLE.matcher(text).results().toList()) {
            Matcher time = TIME.matcher(hole.group(1));
            boolean isTime = time.matches();
            if (!isTime && !RANDOM.matcher(hole.group(1)).matches()) {
                String problem = "`" + key + "` holds `" + hole.group() + "`, which is unknown here";
                block.problems().error(block.at(key), problem, "Use `${_time:%Y-%m-%d}` and `${_random:6}`.");
            } else if (isTime && time.group(1) != null) {
                letters(block, key, time.group(1));
            }
        }
        String rest = HOLE.matcher(text).replaceAll("");
        if (rest.contains("${") || rest.length() > MOST_CHARACTERS || (key.equals("filename") && rest.endsWith("/"))) {
            String problem = "`" + key + "` is no name for an object: `" + text + "`";
            block.problems().error(block.at(key), problem, "Write `audit/${_time:%Y}/` or `audit-${_random:6}.json`.");
        }
    }

    private static void letters(Section block, String key, String format) {
        for (MatchResult letter : LETTER.matcher(format).results().toList()) {
            if (!LETTERS.containsKey(letter.group(1))) {
                String text = "`" + key + "` holds `" + letter.group() + "`, which is no part of a time here";
                block.problems().error(block.at(key), text, "Use %Y %y %m %d %j %H %M %S %s.");
            }
        }
    }
}
